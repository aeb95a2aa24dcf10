/** Carries out what programs want done, by the same `dispatch` as what a person does, but never in a person's name. */
import type { Application } from "../contract/application.ts";
import type { AccountView } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { instantNow } from "../model/instant.ts";
import type { Clock } from "../platform/ports.ts";
import type { IdempotencyKeys } from "./idempotency.ts";
import type { KnownAccounts } from "./known-accounts.ts";
import type { LocalAnswer } from "./local-requests.ts";
import { type Decided, type EntryMade, type Plan, planVerb, type VerbRequest, type VerbWish } from "./plan-verb.ts";
import { askedVerb, type Confirmable, asShown, isAsDecided } from "./asked-verb.ts";
import { accountProblem, changedProblem, refuse, RequestRefused } from "./problems.ts";
import type { LocalRequest } from "./protocol.ts";
import type { PublicTimer } from "./public-status.ts";
import { publicProject, publicTimer } from "./status-view.ts";
import type { TimerWatch } from "./timer-watch.ts";
import { mayTryAgain } from "./try-again.ts";

export interface ProgramVerbsPorts {
  readonly application: Pick<Application, "snapshot" | "dispatch" | "askPerson">;
  readonly accounts: KnownAccounts;
  readonly watch: TimerWatch;
  readonly keys: IdempotencyKeys;
  readonly clock: Clock;
}

type VerbAnswer = LocalAnswer<"start">;

/** All throw `RequestRefused`. */
export interface ProgramVerbs {
  readonly run: (request: VerbRequest) => Promise<VerbAnswer>;
  readonly log: (request: LocalRequest<"log">) => Promise<LocalAnswer<"log">>;
  /** Asks the person first, in the name of the program that calls itself `client`. */
  readonly confirm: (verb: Confirmable, seconds: number, client: string | null) => Promise<LocalAnswer<"confirm">>;
}

export function createProgramVerbs({ application, accounts, watch, keys, clock }: ProgramVerbsPorts): ProgramVerbs {
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

  async function confirm(verb: Confirmable, seconds: number, client: string | null): Promise<LocalAnswer<"confirm">> {
    const decided = decide(verb);
    const asked = askedVerb(decided.plan, decided.view, instantNow(clock));
    const word = await application.askPerson({ from: { kind: "program", name: client }, verb: asked }, seconds * 1000);
    if (word !== "agreed") return refuse(word);
    const wish = asShown(verb, asked);
    const again = decide({ ...wish, ifRevision: undefined });
    if (!isAsDecided(decided, again)) throw changed();
    await carryOut(again, wish);
    const { entry } = again.plan;
    return { confirmed: true, ...(entry === null ? {} : { entry }), ...answerOf(again) };
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
    confirm: (verb, seconds, client) =>
      keys.once(verb.key, JSON.stringify({ confirm: { ...verb, key: undefined } }), () =>
        confirm(verb, seconds, client),
      ),
  };
}

function entryOf({ entry }: Plan): EntryMade {
  if (entry === null) throw new Error("A log was planned without an entry.");
  return entry;
}
