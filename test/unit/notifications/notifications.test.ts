import { describe, expect, test } from "vitest";
import { type LinkReason, type LinkState, signedOutSnapshot, type Snapshot } from "../../../app/contract/snapshot.ts";
import type { Provenance, Timer, TimerState } from "../../../app/model/timer.ts";
import { createNotifications } from "../../../app/notifications/notifications.ts";
import { timerNotification } from "../../../app/notifications/timer-notification.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { liveLink, project, signedIn, timer, wallNow } from "../tray/snapshots.ts";

const by = (provenance: Provenance, id: number, name: string, state: TimerState): Timer => ({
  ...timer(id, name, state, 60),
  provenance,
});
const a = project(1, "A");
const aRuns = signedIn({ timers: [timer(1, "A", "running", 60)] });
const unknownYet = signedIn({ link: { ...liveLink, lastAnswerAt: null } });

describe("what happened to the running timer elsewhere", () => {
  test.each<readonly [string, Snapshot, Snapshot, unknown]>([
    [
      "started by push",
      signedIn(),
      signedIn({ timers: [by("push", 1, "A", "running")] }),
      { kind: "started", project: a },
    ],
    [
      "found started",
      signedIn(),
      signedIn({ timers: [by("reconcile", 1, "A", "running")] }),
      { kind: "started", project: a },
    ],
    ["started here", signedIn(), signedIn({ timers: [by("own-action", 1, "A", "running")] }), null],
    [
      "our start, answered by push first",
      signedIn({ pending: [{ projectId: 1, kind: "start" }] }),
      signedIn({ timers: [by("push", 1, "A", "running")] }),
      null,
    ],
    ["paused by push", aRuns, signedIn({ timers: [by("push", 1, "A", "paused")] }), { kind: "paused", project: a }],
    ["paused here", aRuns, signedIn({ timers: [by("own-action", 1, "A", "paused")] }), null],
    [
      "switched elsewhere",
      aRuns,
      signedIn({ timers: [by("push", 2, "B", "running"), by("inferred", 1, "A", "paused")] }),
      { kind: "started", project: project(2, "B") },
    ],
    ["logged elsewhere", aRuns, signedIn(), { kind: "gone", project: a }],
    ["logged here", { ...aRuns, pending: [{ projectId: 1, kind: "log" }] }, signedIn(), null],
    ["discarded here", aRuns, signedIn({ undo: { kind: "discard", project: a, seconds: 60, endsAt: 1 } }), null],
    ["more time on it", aRuns, signedIn({ timers: [{ ...by("push", 1, "A", "running"), description: "x" }] }), null],
    ["the first list", unknownYet, aRuns, null],
    ["signing in", signedOutSnapshot(wallNow), aRuns, null],
    ["signing out", aRuns, signedOutSnapshot(wallNow), null],
    ["another path to the same account", aRuns, unknownYet, null],
  ])("%s", (_name, before, after, expected) => expect(timerNotification(before, after)).toEqual(expected));
});

function bench(settings = { notifyTimerChanges: true, notifyLinkLost: true }, first: Snapshot = signedIn()) {
  const clock = new FakeClock();
  const notified: string[] = [];
  const notifications = createNotifications(
    {
      clock,
      settings: () => settings,
      onTimer: ({ kind, project: { name } }) => notified.push(`${kind} ${name}`),
      onLinkLost: (link) => notified.push(`lost ${link.reason}`),
      onTokenEnded: () => notified.push("token ended"),
      onPausedWhenLeft: ({ project: { name }, reason }) => notified.push(`${name} paused by ${reason}`),
    },
    first,
  );
  return { clock, notified, notifications };
}

const link = (state: LinkState, reason: LinkReason) => signedIn({ link: { ...liveLink, state, reason } });
const live = link("live", "verified");
const polling = link("polling", "relay-down");
const offline = link("offline", "api-unreachable");

describe("when it is notified", () => {
  test("a switch that comes as two changes is one notification: what runs now", async () => {
    const { clock, notified, notifications } = bench(undefined, aRuns);
    notifications.note(signedIn({ timers: [by("push", 1, "A", "paused")] }));
    await clock.advance(300);
    notifications.note(signedIn({ timers: [by("push", 2, "B", "running"), by("push", 1, "A", "paused")] }));
    await clock.advance(5_000);
    expect(notified).toEqual(["started B"]);
  });

  test("a link that was live and is lost for a minute, once", async () => {
    const { clock, notified, notifications } = bench();
    notifications.note(live);
    notifications.note(polling);
    await clock.advance(59_000);
    expect(notified).toEqual([]);
    notifications.note(offline);
    await clock.advance(1_000);
    expect(notified).toEqual(["lost api-unreachable"]);
    notifications.note(polling);
    await clock.advance(3_600_000);
    expect(notified).toHaveLength(1);
    notifications.note(live);
    notifications.note(polling);
    await clock.advance(60_000);
    expect(notified).toHaveLength(2);
  });

  test("a link that an account which is reached does not keep live, with its own reason", async () => {
    const { clock, notified, notifications } = bench();
    notifications.note(live);
    notifications.note(link("offline", "account-locked"));
    await clock.advance(60_000);
    expect(notified).toEqual(["lost account-locked"]);
  });

  test("a pause of our own when the computer was left, once, and it is not notified as another device's", async () => {
    const { clock, notified, notifications } = bench(undefined, aRuns);
    const absence = { kind: "paused", project: a, reason: "lock", from: 1, seconds: 0, meantToPause: true } as const;
    // Its answer was lost, so a list brought the news, as if it was done elsewhere.
    notifications.note(signedIn({ timers: [by("reconcile", 1, "A", "paused")] }));
    notifications.note(signedIn({ timers: [by("reconcile", 1, "A", "paused")], absence }));
    notifications.note(signedIn({ timers: [by("reconcile", 1, "A", "paused")], absence, problem: null }));
    await clock.advance(5_000);
    expect(notified).toEqual(["A paused by lock"]);
    notifications.note(signedIn({ timers: [by("reconcile", 1, "A", "paused")], absence: { ...absence, from: 2 } }));
    expect(notified).toHaveLength(2);
    notifications.note(signedIn({ absence: { ...absence, from: 3, kind: "ran-on" } }));
    expect(notified).toHaveLength(2);
  });

  test.each([
    ["live again in time", [live, polling, live]],
    ["never was live", [polling, offline]],
    ["signed out meanwhile", [live, polling, signedOutSnapshot(wallNow)]],
  ])("nothing is notified of a link that is %s", async (_name, snapshots) => {
    const { clock, notified, notifications } = bench();
    for (const snapshot of snapshots) {
      notifications.note(snapshot);
      await clock.advance(1_000);
    }
    await clock.advance(600_000);
    expect(notified).toEqual([]);
    expect(clock.pendingCount).toBe(0);
  });

  test("each kind can be switched off, and the end is the end", async () => {
    const off = bench({ notifyTimerChanges: false, notifyLinkLost: false }, aRuns);
    off.notifications.note(signedIn({ timers: [by("push", 2, "B", "running")], link: liveLink }));
    off.notifications.note(polling);
    await off.clock.advance(120_000);
    expect(off.notified).toEqual([]);
    const ended = bench(undefined, aRuns);
    ended.notifications.note(signedIn({ timers: [by("push", 2, "B", "running")] }));
    ended.notifications.note(polling);
    ended.notifications.stop();
    expect(ended.clock.pendingCount).toBe(0);
  });
});

test("an account that accepts the token no longer is reported whatever the settings, once", () => {
  const { notifications, notified } = bench({ notifyTimerChanges: false, notifyLinkLost: false });
  const ended = { problem: { kind: "token-ended" }, command: null, projectId: null } as const;
  const signedOut = { ...signedOutSnapshot(wallNow), problem: ended };
  notifications.note(signedOut);
  notifications.note({ ...signedOut, revision: 2 });
  expect(notified).toEqual(["token ended"]);
});
