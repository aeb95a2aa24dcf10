/**
 * Noko's resources as the client hands them on: decoded, in camel case, blanks as null, unknown fields dropped.
 * Shapes from the public API documentation (timers, projects, current user, entries, broadcast receivers).
 */
import type { TimeFormat } from "../model/account.ts";
import type { Project } from "../model/project.ts";
import type { TimerState } from "../model/timer.ts";

export interface NokoProject extends Project {
  readonly url: string;
}

export interface NokoTimer {
  readonly id: number;
  readonly state: TimerState;
  /** Elapsed at the moment of the answer. */
  readonly seconds: number;
  readonly date: string | null;
  readonly description: string | null;
  readonly project: NokoProject;
  readonly url: string;
  readonly startUrl: string;
  readonly pauseUrl: string;
  readonly addOrSubtractTimeUrl: string;
  readonly logUrl: string;
}

/** What all people of one company share. */
export interface NokoAccount {
  readonly id: number;
  readonly name: string | null;
}

export interface CurrentUser {
  readonly id: number;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly timeFormat: TimeFormat;
  readonly weekStart: "sunday" | "monday";
  /** Offset from UTC in seconds. */
  readonly utcOffset: number;
  readonly url: string;
  readonly entriesUrl: string | null;
}

export interface NokoTag {
  /** Without the hash sign. */
  readonly name: string;
  /** One that is not makes its entries unbillable. */
  readonly billable: boolean;
}

export interface NokoEntry {
  readonly id: number;
  readonly date: string;
  readonly minutes: number;
  readonly billable: boolean | null;
  readonly description: string | null;
  readonly project: NokoProject | null;
  readonly tags: readonly NokoTag[];
  readonly sourceUrl: string | null;
  readonly approved: boolean;
  readonly invoiced: boolean;
  /** Epoch milliseconds, by the server's clock in whole seconds; null where blank. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly url: string;
}

/** Everything that a user may set of an entry. What an update leaves out becomes blank, or 0 minutes: nothing may be left out. */
export interface WholeEntry {
  readonly date: string;
  readonly minutes: number;
  /** Empty for none. */
  readonly description: string;
  readonly projectId: number | null;
  readonly sourceUrl: string | null;
}

/** A broadcast receiver or a webhook. */
export interface Subscription {
  readonly id: number;
  readonly name: string;
  readonly state: "enabled" | "disabled" | "unknown";
  /** What it is sent; of a webhook, its events. */
  readonly subjects: readonly string[];
  readonly payloadUri: string | null;
  readonly url: string;
  readonly addSubjectsUrl: string | null;
  readonly removeSubjectsUrl: string | null;
  readonly rerollSecretUrl: string | null;
  readonly enableUrl: string | null;
  readonly disableUrl: string | null;
}

export interface SubscriptionWithSecret extends Subscription {
  readonly secret: string;
}
