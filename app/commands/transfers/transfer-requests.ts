/** The requests of a transfer, and what tells whether they were carried out. */
import type { AskedEntry } from "../../entries/made-entries.ts";
import { entriesMadeBy } from "../../entries/made-entries.ts";
import { lockProblem } from "../../entries/locks.ts";
import type { Problem } from "../../contract/problem.ts";
import { middleOf } from "../../mirror/exchange-middle.ts";
import type { MirrorSync } from "../../mirror/mirror-sync.ts";
import type { NokoApi } from "../../noko/api.ts";
import { ApiError } from "../../noko/errors.ts";
import type { NokoTimer } from "../../noko/resources.ts";
import type { Clock } from "../../platform/ports.ts";
import { heardAt } from "../../presence/timer-heard.ts";
import { type EntrySide, type TimerSide, type Transfer, wasApplied } from "./transfer.ts";

export interface TransferRequestsPorts {
  readonly clock: Clock;
  readonly mirror: Pick<MirrorSync, "run" | "fetchTimer" | "state">;
  readonly api: Pick<NokoApi, "createEntry" | "getEntry" | "deleteEntry" | "listMyEntries" | "clockOffset">;
}

/** The account lets nobody take it back. */
export class EntryLocked extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.name = "EntryLocked";
    this.problem = problem;
  }
}

const byUser = { priority: "user-action" } as const;

export class TransferRequests {
  readonly #ports: TransferRequestsPorts;

  constructor(ports: TransferRequestsPorts) {
    this.#ports = ports;
  }

  /** The timer of a project as it is now, and what the account says of it. */
  async timer(projectId: number): Promise<{ readonly side: TimerSide; readonly timer: NokoTimer | null }> {
    const { value, ...exchanged } = await this.#ports.mirror.fetchTimer(projectId);
    return {
      timer: value,
      side: {
        kind: "timer",
        projectId,
        timerId: value?.id ?? null,
        state: value?.state ?? "pending",
        secondsBefore: value?.seconds ?? 0,
        at: Math.round(this.#wallAt(middleOf(exchanged))),
      },
    };
  }

  /** The entry to be made, with those like it that are there already. */
  async entry(entry: Omit<EntrySide, "kind" | "alike" | "sentAt">): Promise<EntrySide> {
    const { clock, api } = this.#ports;
    const side: EntrySide = {
      kind: "entry",
      ...entry,
      alike: [],
      sentAt: clock.wallNow() + (api.clockOffset() ?? 0),
    };
    const alike = await this.#alike({ ...side, sentAt: Number.NEGATIVE_INFINITY }, []);
    return { ...side, alike };
  }

  async add({ add, take, seconds }: Transfer): Promise<void> {
    const { api, mirror } = this.#ports;
    if (add.kind === "entry") {
      const { date, minutes, description, projectId } = add;
      await api.createEntry({ date, minutes, description, projectId }, byUser);
      return;
    }
    const { projectId } = add;
    if (!mirror.state().timers.has(projectId)) await mirror.run({ kind: "describe", projectId, description: "" });
    try {
      await mirror.run({ kind: "adjust", projectId, seconds });
    } catch (error) {
      if (!(error instanceof ApiError && error.failure.kind === "not-found")) throw error;
      // A timer without any time may be none to the account: it gets some, and what ran goes on.
      const goesOn = take.kind === "timer" && take.state === "running";
      await mirror.run({ kind: "start", projectId });
      await mirror.run({ kind: "pause", projectId });
      await mirror.run({ kind: "adjust", projectId, seconds });
      if (goesOn) await mirror.run({ kind: "start", projectId: take.projectId });
    }
  }

  async take({ take, seconds }: Transfer): Promise<void> {
    const { api, mirror } = this.#ports;
    if (take.kind === "timer") {
      await mirror.run({ kind: "adjust", projectId: take.projectId, seconds: -seconds });
    } else {
      await api.deleteEntry(take.url, byUser);
    }
  }

  async wasAdded({ add, seconds }: Transfer): Promise<"yes" | "no" | "unknown"> {
    if (add.kind === "timer") return this.#wasApplied(add, seconds);
    const made = await this.#alike(add, add.alike);
    if (made.length === 0) return "no";
    return made.length === 1 ? "yes" : "unknown";
  }

  async wasTaken({ take, seconds }: Transfer): Promise<"yes" | "no" | "unknown"> {
    if (take.kind === "timer") return this.#wasApplied(take, -seconds);
    return (await this.#ports.api.getEntry(take.url, byUser)).value === null ? "yes" : "no";
  }

  /** The entry that was made; null where that can't be told. */
  async madeEntry(side: EntrySide): Promise<string | null> {
    const [url, ...others] = await this.#alike(side, side.alike);
    return url === undefined || others.length > 0 ? null : url;
  }

  /** Throws `EntryLocked` where the entry can't be deleted. */
  async requireUnlocked(url: string): Promise<void> {
    const { value } = await this.#ports.api.getEntry(url, byUser);
    const locked = value === null ? ({ kind: "entry-gone" } as const) : lockProblem(value);
    if (locked !== null) throw new EntryLocked(locked);
  }

  async #wasApplied(side: TimerSide, change: number): Promise<"yes" | "no" | "unknown"> {
    const { value, ...exchanged } = await this.#ports.mirror.fetchTimer(side.projectId);
    const heard = value === null ? null : heardAt(value, this.#wallAt(middleOf(exchanged)), null);
    return wasApplied(side, change, heard);
  }

  async #alike(asked: AskedEntry, except: readonly string[]): Promise<string[]> {
    const { date } = asked;
    const projectIds = asked.projectId === null ? [] : [asked.projectId];
    const { value } = await this.#ports.api.listMyEntries({ from: date, to: date, projectIds }, byUser);
    return entriesMadeBy(asked, value, new Set(except)).map(({ url }) => url);
  }

  #wallAt(monotonic: number): number {
    const { clock } = this.#ports;
    return clock.wallNow() - (clock.monotonicNow() - monotonic);
  }
}
