/** A status as text for a terminal, a script or a status bar. Pure. */
import type { PublicStatus, PublicTimer } from "../local-api/public-status.ts";
import { formatClock, formatHoursMinutes } from "../model/format.ts";
import { cliTexts } from "../texts/cli.ts";
import { isFresh, secondsAt, shownTimer } from "./clock.ts";
import { UsageError } from "./parse-command-line.ts";

/** How a bar shows it: `stale` also while the app is not there. */
export type ShownState = "running" | "paused" | "idle" | "stale";

/** Null: there is no connection. */
export type MaybeStatus = PublicStatus | null;

export function shownState(status: MaybeStatus): ShownState {
  if (status === null || !isFresh(status)) return "stale";
  const timer = shownTimer(status);
  if (timer === null) return "idle";
  return timer.state === "running" ? "running" : "paused";
}

/** What people wrote may hold what a terminal takes for a command. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ");
}

type Placeholder = (status: PublicStatus, timer: PublicTimer | null, now: number) => string;

const placeholders: Readonly<Record<string, Placeholder>> = {
  project: (_, timer) => timer?.project.name ?? "",
  id: (_, timer) => (timer === null ? "" : String(timer.project.id)),
  clock: (status, timer, now) => (timer === null ? "" : formatHoursMinutes(secondsAt(timer, status, now))),
  seconds: (status, timer, now) => (timer === null ? "" : formatClock(secondsAt(timer, status, now))),
  description: (_, timer) => timer?.description ?? "",
  state: (status) => shownState(status),
  today: (status, _, now) => (status.today === null ? "" : formatHoursMinutes(todaySeconds(status, now))),
  goal: (status, _, now) => String(goalPercentage(status, now) ?? ""),
  link: ({ link }) => link.state,
  account: ({ account }) => account?.label ?? "",
};

/** Throws `UsageError` for a placeholder that is none. */
export function createFormat(template: string): (status: MaybeStatus, now: number) => string {
  for (const [, name = ""] of template.matchAll(/\{(\w+)\}/gu)) {
    if (!Object.hasOwn(placeholders, name)) {
      throw new UsageError(cliTexts.unknownPlaceholder(name, Object.keys(placeholders)));
    }
  }
  return (status, now) =>
    printable(
      template.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
        if (status === null) return name === "state" ? "stale" : "";
        return placeholders[name]?.(status, shownTimer(status), now) ?? "";
      }),
    ).trim();
}

export function todaySeconds({ today, timers, asOf }: PublicStatus, now: number): number {
  const running = timers.find(({ state }) => state === "running");
  const since = running === undefined ? 0 : secondsAt(running, { asOf }, now) - running.seconds;
  return (today?.totalSeconds ?? 0) + since;
}

export function goalPercentage(status: PublicStatus, now: number): number | null {
  const { goal } = status;
  if (goal === null || goal.minutes === 0) return null;
  const since = todaySeconds(status, now) - (status.today?.totalSeconds ?? 0);
  return Math.min(100, Math.floor(((goal.doneSeconds + since) / (goal.minutes * 60)) * 100));
}

/** Several lines, for a person. */
export function statusText(status: PublicStatus, now: number, bold: (text: string) => string): string {
  const { account, timers, timersKnown, today, goal } = status;
  const lines = timers.map((timer) => {
    const line = timerText(timer, secondsAt(timer, status, now));
    return timer.state === "running" ? bold(line) : line;
  });
  if (!timersKnown) lines.push(cliTexts.unknownYet);
  else if (timers.length === 0) lines.push(cliTexts.none);
  if (today !== null) {
    const done = formatHoursMinutes(todaySeconds(status, now));
    lines.push(
      `${cliTexts.today} ${done}${goal === null ? "" : ` ${cliTexts.of} ${formatHoursMinutes(goal.minutes * 60)}`}`,
    );
  }
  if (timersKnown && !isFresh(status)) lines.push(`(${cliTexts.stale}: ${status.link.state})`);
  if (status.accounts.length > 1 && account !== null) lines.push(printable(account.label));
  return lines.join("\n");
}

export function timerText(timer: PublicTimer, seconds: number): string {
  const mark = timer.state === "running" ? "▶" : "⏸";
  const words = timer.description === "" ? "" : `  ${timer.description}`;
  return printable(`${mark} ${timer.project.name}  ${formatHoursMinutes(seconds)}${words}`);
}
