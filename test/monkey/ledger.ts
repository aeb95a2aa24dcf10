/** Which verbs were sent from here, what was said of them, and how often the account carried each of them out. */
import type { DemoAccount } from "../../app/demo/account.ts";
import type { Command } from "../../app/contract/command.ts";
import type { CommandResult } from "../../app/contract/requests.ts";

interface SentVerb {
  readonly command: Command;
  result: CommandResult["kind"] | "unknown";
}

export interface Ledger {
  /** Returns a function for what became of it; a process that is killed never calls it. */
  sent(command: Command): (result: CommandResult) => void;
  elsewhere(change: () => void): void;
  /** A mark that no other verb bears: the description of a log, the seconds of an adjustment. */
  nextMark(): number;
  /** What was carried out more often than it was wanted, or not at all although it was said. */
  mistakes(): readonly string[];
  readonly counts: Readonly<Record<"sent" | "done" | "failed" | "asked", number>>;
}

export const markOfLog = (mark: number): string => `logged by the monkey, ${mark}`;
/** Seconds that no menu offers. */
const firstSeconds = 10_001;
export const secondsOfMark = (mark: number): number => firstSeconds - 1 + mark;

export function createLedger(account: DemoAccount): Ledger {
  const verbs: SentVerb[] = [];
  const logged = new Map<string, number>();
  const adjusted = new Map<number, number>();
  const counts = { sent: 0, done: 0, failed: 0, asked: 0 };
  let marks = 0;
  let isElsewhere = false;

  const logTimer = account.logTimer.bind(account);
  account.logTimer = (projectId, input) => {
    const entry = logTimer(projectId, input);
    if (!isElsewhere) count(logged, entry.description ?? "");
    return entry;
  };
  const adjustTimer = account.adjustTimer.bind(account);
  account.adjustTimer = (projectId, seconds) => {
    const timer = adjustTimer(projectId, seconds);
    if (!isElsewhere) count(adjusted, seconds);
    return timer;
  };

  /** How often it was carried out; null where that cannot be told from other verbs. */
  function timesOf(command: Command): number | null {
    if (command.kind === "log" && command.description !== undefined) return logged.get(command.description) ?? 0;
    if (command.kind === "adjust" && command.seconds >= firstSeconds) return adjusted.get(command.seconds) ?? 0;
    return null;
  }

  return {
    counts,
    sent: (command) => {
      const verb: SentVerb = { command, result: "unknown" };
      counts.sent += 1;
      if (timesOf(command) !== null) verbs.push(verb);
      return (result) => {
        verb.result = result.kind;
        counts[result.kind] += 1;
      };
    },
    elsewhere: (change) => {
      isElsewhere = true;
      try {
        change();
      } finally {
        isElsewhere = false;
      }
    },
    nextMark: () => (marks += 1),
    mistakes: () =>
      verbs.flatMap(({ command, result }) => {
        const times = timesOf(command) ?? 0;
        const isRight = result === "done" ? times === 1 : times <= 1;
        return isRight ? [] : [`${JSON.stringify(command)} was ${result}, and was carried out ${times} times`];
      }),
  };
}

function count<Key>(map: Map<Key, number>, key: Key): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
