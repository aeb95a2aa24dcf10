/** Carries out what programs want done, by the same `dispatch` as what a person does, but never in a person's name. */
import type { Application } from "../contract/application.ts";
import type { AccountView } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { instantNow } from "../model/instant.ts";
import type { Clock } from "../platform/ports.ts";
import { createIdempotencyKeys } from "./idempotency.ts";
import type { KnownAccounts } from "./known-accounts.ts";
import type { LocalAnswer } from "./local-requests.ts";
import { type EntryMade, type Plan, planVerb, type VerbRequest, type VerbWish } from "./plan-verb.ts";
import { accountProblem, changedProblem, RequestRefused } from "./problems.ts";
import type { LocalRequest } from "./protocol.ts";
import type { PublicTimer } from "./public-status.ts";
import { publicProject, publicTimer } from "./status-view.ts";
import type { TimerWatch } from "./timer-watch.ts";
import { mayTryAgain } from "./try-again.ts";

export interface ProgramVerbsPorts {
  readonly application: Pick<Application, "snapshot" | "dispatch">;
  readonly accounts: KnownAccounts;
  readonly watch: TimerWatch;
  readonly clock: Clock;
}

type VerbAnswer = LocalAnswer<"start">;

/** All throw `RequestRefused`. */
export interface ProgramVerbs {
  readonly run: (request: VerbRequest) => Promise<VerbAnswer>;
  readonly log: (request: LocalRequest<"log">) => Promise<LocalAnswer<"log">>;
}

/** A verb as it was decided: with the timer as it was then. */
interface Decided {
  readonly plan: Plan;
  readonly before: PublicTimer | null;
  readonly view: AccountView;
}

export function createProgramVerbs({ application, accounts, watch, clock }: ProgramVerbsPorts): ProgramVerbs {
  const keys = createIdempotencyKeys(clock);

  /** Once for each key. */
  function done(wish: VerbWish): Promise<Decided> {
    const asked = JSON.stringify({ ...wish, id: undefined, key: undefined });
    return keys.once(wish.key, asked, async () => {
      const decided = decide(wish);
      await carryOut(decided, wish);
      return decided;
    });
  }

  function decide(wish: VerbWish): Decided {
    const view = accounts.signedIn(wish);
    if (wish.ifRevision !== undefined && watch.changedSince(view.id, wish.ifRevision)) throw changed();
    const plan = planVerb(wish, view, instantNow(clock));
    return { plan, before: shownTimer(plan, view), view };
  }

  async function carryOut({ plan, view }: Decided, wish: VerbWish): Promise<void> {
    const over = watch.verbBegins(view.id, plan.project.id);
    try {
      const result = await application.dispatch(plan.command, "program");
      switch (result.kind) {
        case "done":
          return;
        case "asked":
          throw changed();
        case "failed":
          throw new RequestRefused(accountProblem(result.problem), !mayTryAgain(wish.do, result.problem.kind));
        default:
          return assertNever(result, "result");
      }
    } finally {
      over();
    }
  }

  function changed(): RequestRefused {
    return new RequestRefused(changedProblem(application.snapshot().revision));
  }

  function answerOf({ plan, before, view }: Decided): VerbAnswer {
    const now = accounts.again(view);
    const status = accounts.status(view);
    const project = publicProject(plan.project, now);
    return { project, before, after: shownTimer(plan, now), undo: status.undo, status };
  }

  function shownTimer({ project }: Plan, view: AccountView): PublicTimer | null {
    const timer = view.timers.find(({ projectId }) => projectId === project.id);
    return timer === undefined ? null : publicTimer(timer, view, instantNow(clock));
  }

  return {
    run: async (request) => answerOf(await done(request)),
    async log(request) {
      const { dryRun } = request;
      const decided = dryRun ? decide(request) : await done(request);
      return { entry: entryOf(decided.plan), dryRun, ...answerOf(decided) };
    },
  };
}

function entryOf({ entry }: Plan): EntryMade {
  if (entry === null) throw new Error("A log was planned without an entry.");
  return entry;
}
