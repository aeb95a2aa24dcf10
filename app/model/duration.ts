/**
 * Reads lengths of time as people type them: `1:20`, `80` (minutes), `1.5` (hours), `1h20`, `90m`, `-10`, `+0:05`.
 */
import { assertNever } from "./assert-never.ts";

export type DurationProblem =
  | "empty"
  | "unreadable"
  /** `1:75`: more than 59 after the colon. */
  | "past-sixty"
  | "too-long"
  /** A sign where none makes sense. */
  | "signed";

/** `total`: the time there should be; `change`: time to add, or to take away when negative. */
export type TypedDuration =
  | { readonly kind: "total"; readonly seconds: number }
  | { readonly kind: "change"; readonly seconds: number }
  | { readonly kind: "problem"; readonly problem: DurationProblem };

export type TypedMinutes =
  | { readonly kind: "minutes"; readonly minutes: number }
  | { readonly kind: "problem"; readonly problem: DurationProblem };

/** What one request to the account can hold. */
const longestMinutes = 100_000;

/** A sign makes it a change; without one it is what the clock should show. */
export function parseDuration(typed: string): TypedDuration {
  // Compatibility forms: full-width digits, and the fractions, spaces and signs that phones and word processors write.
  const text = typed.normalize("NFKC").trim().toLowerCase();
  if (text === "") return { kind: "problem", problem: "empty" };
  const sign = /^[+\-\u2010-\u2015\u2212]/u.exec(text)?.[0];
  const seconds = parseLength(sign === undefined ? text : text.slice(1).trim());
  if (typeof seconds !== "number") return { kind: "problem", problem: seconds };
  if (seconds > longestMinutes * 60) return { kind: "problem", problem: "too-long" };
  if (sign === undefined) return { kind: "total", seconds };
  // A zero without a sign of its own.
  return { kind: "change", seconds: sign === "+" || seconds === 0 ? seconds : -seconds };
}

/** For a time entry: whole minutes, rounded up as the account does. */
export function parseMinutes(typed: string): TypedMinutes {
  const duration = parseDuration(typed);
  switch (duration.kind) {
    case "total":
      return { kind: "minutes", minutes: Math.ceil(duration.seconds / 60) };
    case "change":
      return { kind: "problem", problem: "signed" };
    case "problem":
      return duration;
    default:
      return assertNever(duration, "duration");
  }
}

/** What must be added to a timer that shows `elapsed` seconds, so that it does what was typed; never below zero. */
export function adjustmentOf(duration: Exclude<TypedDuration, { readonly kind: "problem" }>, elapsed: number): number {
  const change = duration.kind === "total" ? duration.seconds - elapsed : duration.seconds;
  return Math.max(change, Math.min(0, -elapsed));
}

function parseLength(text: string): number | DurationProblem {
  return parseClock(text) ?? parseUnits(text) ?? parseBare(text) ?? "unreadable";
}

/** `1:20`, `:05`, `1:20:30`. */
function parseClock(text: string): number | DurationProblem | null {
  const clock = /^(\d{0,6}):(\d{1,2})(?::(\d{1,2}))?$/u.exec(text);
  if (clock === null) return null;
  const [, hours = "", minutes = "", seconds = "0"] = clock;
  // `1:5` may mean five minutes or fifty.
  if (minutes.length === 1 || clock[3]?.length === 1) return "unreadable";
  if (Number(minutes) > 59 || Number(seconds) > 59) return "past-sixty";
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const hourUnit = "(?:h|hr|hrs|hour|hours)";
const minuteUnit = "(?:m|min|mins|minute|minutes)";
const secondUnit = "(?:s|sec|secs|second|seconds)";
const amount = String.raw`(\d{1,6}(?:[.,]\d{1,4})?)`;
/** The last number may lack its unit after hours (`1h20`). */
const units = new RegExp(
  String.raw`^(?:${amount}\s*${hourUnit})?\s*(?:${amount}\s*${minuteUnit})?\s*(?:${amount}\s*${secondUnit})?$`,
  "u",
);
const hoursAndMinutes = new RegExp(String.raw`^${amount}\s*${hourUnit}\s*(\d{1,2})$`, "u");

function parseUnits(text: string): number | DurationProblem | null {
  const short = hoursAndMinutes.exec(text);
  if (short !== null) {
    if (Number(short[2]) > 59) return "past-sixty";
    return secondsOfHours(short[1]) + Number(short[2]) * 60;
  }
  const [whole, hours, minutes, seconds] = units.exec(text) ?? [];
  if (whole === undefined || whole === "") return null;
  return secondsOfHours(hours) + Math.round(numberOf(minutes) * 60 + numberOf(seconds));
}

/** `80` are minutes; `1.5` are hours, as accounts that count in fractions write them. */
function parseBare(text: string): number | null {
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 60;
  if (/^\d{0,6}[.,]\d{1,4}$/u.test(text)) return secondsOfHours(text);
  return null;
}

/**
 * To the nearest minute: two digits of an hour, as accounts that count in fractions show it, name one minute and no
 * part of it. What was shown means what it was when it is typed back: 10 minutes are shown as 0.17 h.
 */
function secondsOfHours(text: string | undefined): number {
  return Math.round(numberOf(text) * 60) * 60;
}

function numberOf(text: string | undefined): number {
  return text === undefined ? 0 : Number(text.replace(",", "."));
}
