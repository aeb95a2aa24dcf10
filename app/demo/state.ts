/**
 * What the demo account remembers. Plain values: operations replace them, nothing changes one in place.
 * Field meanings follow the public API documentation; names are ours, `views.ts` writes the documented ones.
 */
import type { TimeFormat } from "../model/account.ts";

export interface DemoUser {
  readonly id: number;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly profileImageUrl: string | null;
  readonly timeFormat: TimeFormat;
  readonly weekStart: "Sunday" | "Monday";
  /** Offset from UTC in seconds; decides which day "today" is. */
  readonly utcOffset: number;
}

export interface DemoGroup {
  readonly id: number;
  readonly name: string;
}

export interface DemoProject {
  readonly id: number;
  readonly name: string;
  /** Minutes; logged time is rounded up to a multiple of it. */
  readonly billingIncrement: number | null;
  readonly enabled: boolean;
  readonly billable: boolean;
  readonly color: string | null;
  readonly group: DemoGroup | null;
  readonly budgetedMinutes: number | null;
}

/** A timer that was logged or discarded is gone, so `stopped` is never a state to be in. */
export type TimerRun =
  | { readonly kind: "pending" }
  /** `since` is an instant of the account's monotonic clock, in milliseconds. */
  | { readonly kind: "running"; readonly since: number }
  | { readonly kind: "paused" };

export interface DemoTimer {
  readonly id: number;
  readonly projectId: number;
  readonly run: TimerRun;
  /** Time collected before the present run, in milliseconds. */
  readonly collected: number;
  /** `YYYY-MM-DD`: the day its time will be logged on. */
  readonly date: string;
  readonly description: string | null;
  /** Rises with each change of its state, to list the most recently used first. */
  readonly usedOrder: number;
}

export interface DemoTag {
  readonly id: number;
  readonly name: string;
  /** A tag that is not billable makes its entries unbillable. */
  readonly billable: boolean;
}

export interface DemoEntry {
  readonly id: number;
  readonly userId: number;
  readonly projectId: number | null;
  readonly date: string;
  readonly minutes: number;
  readonly description: string | null;
  readonly tagIds: readonly number[];
  readonly sourceUrl: string | null;
  /** When and by whom it was approved; an approved entry is locked. */
  readonly approval: { readonly at: number; readonly userId: number } | null;
  /** When it was marked as invoiced, in epoch milliseconds. */
  readonly invoicedAt: number | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A broadcast receiver or a webhook. */
export interface DemoSubscription {
  readonly id: number;
  /** The number in its URL. A receiver's differs from `id` in the documentation's own example, and so does here. */
  readonly urlId: number;
  readonly name: string;
  readonly enabled: boolean;
  /** The subjects of a receiver, the events of a webhook. */
  readonly subjects: readonly string[];
  readonly payloadUri: string;
  readonly secret: string;
}

/** What a timer did, as the last part of a broadcast's `timer.STATE`. */
export type TimerEvent = "pending" | "running" | "paused" | "stopped";

export interface TimerMessage {
  readonly projectId: number;
  readonly event: TimerEvent;
}
