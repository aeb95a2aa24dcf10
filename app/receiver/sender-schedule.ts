/** When the account is asked to reach us, and how often. */
import type { SenderReport } from "../contract/application.ts";

/** Only what arrives so soon after it was asked for proves that the account reaches us, in milliseconds. */
export const proofPatience = 90_000;
/** How long one is waited for that was slow before. How soon Noko sends what it is asked for is not documented. */
export const slowPatience = 15 * 60_000;
/** Of all requests that serve it, but for those that a person asks for and those at the end. */
export const mostRequestsPerDay = 12;

/** How long an address that neither way leads here is left alone before the account is asked to try it again. */
export const blockedPause = 60 * 60_000;

const minute = 60_000;
const hour = 60 * minute;

/**
 * - `first`: the receiver was just set up
 * - `moved`: the address is another one
 * - `reconnected`: the same address leads here again
 * - `miss`: a change came without a broadcast
 * - `recovered`: a broadcast came after the account had not reached us
 * - `arrived-late`: it reaches us, but what arrived was asked for long ago
 * - `blocked`: our own probe does not come through
 * - `stuck`, `still-late`: it has not reached us
 * - `retry`: it could not be asked
 */
export type AskReason =
  | "person"
  | "first"
  | "moved"
  | "reconnected"
  | "woken"
  | "miss"
  | "recovered"
  | "blocked"
  | "arrived-late"
  | "stuck"
  | "still-late"
  | "retry"
  | "schedule";

export interface AskRule {
  /** Of several that are due the highest one counts. */
  readonly urgency: number;
  /** So many requests are left for more important reasons. */
  readonly reserve: number;
  /** After how long it is tried by itself, in milliseconds; 0 for what happens at once. */
  readonly pause: number;
  /** `age`: of the last proof, in milliseconds; null without one. */
  readonly isNeeded: (known: { readonly standing: SenderReport["standing"]; readonly age: number | null }) => boolean;
}

/** How many requests one takes at most. */
export function costOf({ replaces, isSetUp }: { readonly replaces: boolean; readonly isSetUp: boolean }): number {
  // List, delete, create; or ping; or list, point to the address, enable, ping.
  if (replaces) return 3;
  return isSetUp ? 1 : 4;
}

type Known = Parameters<AskRule["isNeeded"]>[0];

const always = (): boolean => true;
const possible = ({ standing }: Known): boolean => standing !== "forbidden";
const olderThan =
  (milliseconds: number) =>
  (known: Known): boolean =>
    possible(known) && (known.age === null || known.age < 0 || known.age >= milliseconds);

export const askRules: Readonly<Record<AskReason, AskRule>> = {
  person: { urgency: 9, reserve: 0, pause: 0, isNeeded: always },
  moved: { urgency: 8, reserve: 0, pause: 0, isNeeded: possible },
  first: { urgency: 7, reserve: 0, pause: 0, isNeeded: olderThan(Number.POSITIVE_INFINITY) },
  recovered: { urgency: 6, reserve: 0, pause: 0, isNeeded: possible },
  blocked: { urgency: 6, reserve: 3, pause: minute / 2, isNeeded: possible },
  miss: { urgency: 5, reserve: 0, pause: 0, isNeeded: olderThan(2 * minute) },
  "arrived-late": { urgency: 4, reserve: 0, pause: 0, isNeeded: possible },
  stuck: { urgency: 4, reserve: 0, pause: minute / 2, isNeeded: ({ standing }) => standing === "late" },
  "still-late": { urgency: 3, reserve: 2, pause: hour, isNeeded: ({ standing }) => standing === "late" },
  woken: { urgency: 3, reserve: 5, pause: 0, isNeeded: olderThan(10 * minute) },
  reconnected: { urgency: 2, reserve: 6, pause: 0, isNeeded: olderThan(hour) },
  retry: { urgency: 2, reserve: 2, pause: hour / 2, isNeeded: possible },
  schedule: { urgency: 1, reserve: 0, pause: 6 * hour, isNeeded: possible },
};
