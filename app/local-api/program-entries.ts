/** Logged time for programs: read from the account when they ask, and made without a timer. */
import type { Application } from "../contract/application.ts";
import type { EntryValues } from "../contract/command.ts";
import type { DayEntry } from "../contract/day.ts";
import type { AccountView } from "../contract/snapshot.ts";
import { roundUpMinutes } from "../model/format.ts";
import { instantNow } from "../model/instant.ts";
import type { Project } from "../model/project.ts";
import type { Clock } from "../platform/ports.ts";
import { localApiTexts } from "../texts/local-api.ts";
import type { IdempotencyKeys } from "./idempotency.ts";
import type { KnownAccounts } from "./known-accounts.ts";
import type { LocalAnswer } from "./local-requests.ts";
import { presentDay, projectOf } from "./plan-verb.ts";
import { accountProblem, changedProblem, refuse, RequestRefused } from "./problems.ts";
import type { LocalRequest } from "./protocol.ts";
import { publicProject, publicTimer } from "./status-view.ts";
import type { TimerWatch } from "./timer-watch.ts";
import { mayTryAgain } from "./try-again.ts";

const mostDays = 62;
const dayMilliseconds = 86_400_000;

export interface ProgramEntriesPorts {
  readonly application: Pick<Application, "snapshot" | "readDays" | "dispatch" | "askPerson">;
  readonly accounts: KnownAccounts;
  readonly watch: Pick<TimerWatch, "changedSince">;
  readonly keys: IdempotencyKeys;
  readonly clock: Clock;
}

type AddWish = Extract<LocalRequest<"confirm">["verb"], { do: "add" }>;

interface PlannedEntry {
  readonly view: AccountView;
  readonly project: Project;
  readonly entry: EntryValues;
}

/** All throw `RequestRefused`. */
export interface ProgramEntries {
  readonly list: (request: LocalRequest<"entries">) => Promise<LocalAnswer<"entries">>;
  readonly review: (request: LocalRequest<"review">) => Promise<LocalAnswer<"review">>;
  readonly add: (request: LocalRequest<"add">) => Promise<LocalAnswer<"add">>;
  /** Asks the person first. */
  readonly confirm: (verb: AddWish, seconds: number, client: string | null) => Promise<LocalAnswer<"confirm">>;
}

export function createProgramEntries({
  application,
  accounts,
  watch,
  keys,
  clock,
}: ProgramEntriesPorts): ProgramEntries {
  async function read(view: AccountView, from: string, to: string): Promise<LocalAnswer<"entries">["entries"]> {
    const result = await application.readDays({ from, to }, view.id ?? undefined);
    if (result.kind === "failed") throw new RequestRefused(accountProblem(result.problem));
    return result.entries.map((entry) => publicEntry(entry, view));
  }

  function plan(wish: AddWish): PlannedEntry {
    const view = accounts.signedIn(wish);
    if (wish.ifRevision !== undefined && watch.changedSince(view.id, wish.ifRevision)) {
      throw new RequestRefused(changedProblem(application.snapshot().revision));
    }
    const project = projectOf(wish.project, view.projects, view);
    const { minutes, description = "", date = presentDay(view, instantNow(clock)) } = wish;
    return { view, project, entry: { projectId: project.id, date, minutes, description } };
  }

  async function make({ id }: AccountView, entry: EntryValues): Promise<void> {
    const result = await application.dispatch({ kind: "add-entry", account: id ?? undefined, entry }, "program");
    if (result.kind !== "failed") return;
    throw new RequestRefused(accountProblem(result.problem), !mayTryAgain("add", result.problem));
  }

  return {
    async list(request) {
      const { from, to } = request;
      const days = (Date.parse(to) - Date.parse(from)) / dayMilliseconds;
      if (days < 0 || days >= mostDays) return refuse("malformed", localApiTexts.tooManyDays);
      const entries = await read(accounts.signedIn(request), from, to);
      return { entries, minutes: sumOf(entries) };
    },
    async review(request) {
      const view = accounts.signedIn(request);
      const now = instantNow(clock);
      const today = presentDay(view, now);
      const { date = today } = request;
      const entries = await read(view, date, date);
      const waiting = view.timers.filter((timer) => (timer.date ?? today) === date);
      const timers = waiting.map((timer) => publicTimer(timer, view, now));
      return { date, entries, timers, loggedMinutes: sumOf(entries), unloggedMinutes: sumOf(timers) };
    },
    async add(request) {
      const { dryRun, key } = request;
      const planned = plan(request);
      const { view, entry } = planned;
      const asked = JSON.stringify({ ...request, id: undefined, key: undefined });
      if (!dryRun) await keys.once(key, asked, () => make(view, entry));
      return { entry: entryMade(planned), dryRun, status: accounts.status(view) };
    },
    async confirm(verb, seconds, client) {
      const planned = plan(verb);
      const { view, entry, project } = planned;
      const asked = { kind: "log", project, ...entry } as const;
      await keys.once(verb.key, JSON.stringify({ confirm: { ...verb, key: undefined } }), async () => {
        const from = { kind: "program", name: client } as const;
        const word = await application.askPerson({ from, verb: asked }, seconds * 1000);
        return word === "agreed" ? make(view, entry) : refuse(word);
      });
      const status = accounts.status(view);
      const { undo } = status;
      const told = { project: publicProject(project, view), before: null, after: null, undo, status };
      return { confirmed: true, entry: entryMade(planned), ...told };
    },
  };
}

function entryMade({ entry: { date, minutes, description }, project, view }: PlannedEntry) {
  const roundedMinutes = roundUpMinutes(minutes, project.billingIncrement);
  return { project: publicProject(project, view), date, minutes, roundedMinutes, description };
}

function publicEntry({ id, date, minutes, description, project }: DayEntry, view: AccountView) {
  return { id, date, minutes, description, project: project === null ? null : publicProject(project, view) };
}

function sumOf(parts: readonly { readonly minutes: number }[]): number {
  return parts.reduce((sum, { minutes }) => sum + minutes, 0);
}
