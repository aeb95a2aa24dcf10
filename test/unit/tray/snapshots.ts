import type { TrayContext } from "../../../app/tray/tray-model.ts";
import { defaultSettings } from "../../../app/contract/settings.ts";
import { signedOutSnapshot, type Link, type Snapshot } from "../../../app/contract/snapshot.ts";
import type { Account } from "../../../app/model/account.ts";
import type { Project } from "../../../app/model/project.ts";
import type { Timer, TimerState } from "../../../app/model/timer.ts";

/** 14:02 on the clock of these tests. */
export const wallNow = Date.UTC(2025, 10, 23, 14, 2, 0);
export const monotonicNow = 1_000_000;

export function project(id: number, name: string, enabled = true): Project {
  return { id, name, group: null, color: "#ff9898", billingIncrement: 10, billable: true, enabled };
}

export function timer(id: number, name: string, state: TimerState, seconds: number, description = ""): Timer {
  return {
    id: 100 + id,
    projectId: id,
    project: project(id, name),
    state,
    anchor: { seconds, monotonicAt: monotonicNow },
    date: "2025-11-23",
    description,
    provenance: "push",
  };
}

export const liveLink: Link = {
  state: "live",
  reason: "verified",
  since: wallNow - 60_000,
  lastBroadcastAt: null,
  provedAt: null,
  lastAnswerAt: wallNow,
  pollSeconds: null,
  missedBroadcasts: 0,
  relay: "srv.us",
};

export const johnTest: Account = {
  kind: "signed-in",
  demo: false,
  name: "John Test",
  email: "john.test@test.com",
  timeFormat: "hours_minutes",
};

export function signedIn(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    ...signedOutSnapshot(wallNow),
    account: johnTest,
    timersKnown: true,
    projectsLoaded: "all",
    link: liveLink,
    ...changes,
  };
}

export function context(changes: Partial<TrayContext> = {}): TrayContext {
  return {
    platform: "linux",
    monotonicNow,
    windowVisible: false,
    settings: defaultSettings,
    formatInstant: (epochMilliseconds) => new Date(epochMilliseconds).toISOString().slice(11, 16),
    ...changes,
  };
}

/** Gear GmbH runs at 1:23, two others are paused, three projects can be started. */
export const busy = signedIn({
  timers: [
    timer(1, "Gear GmbH", "running", 4985, "Landing page, second draft"),
    timer(2, "Sprockets, Inc.", "paused", 2520),
    timer(3, "Internal", "paused", 7200),
  ],
  projects: [
    project(1, "Gear GmbH"),
    project(2, "Sprockets, Inc."),
    project(9, "Fish & Chips_Ltd"),
    project(10, "Closed", false),
  ],
});
