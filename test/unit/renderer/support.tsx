import { act, fireEvent, render, type RenderResult, screen } from "@testing-library/react";
import { type Link, signedOutSnapshot, type Snapshot } from "../../../app/contract/snapshot.ts";
import type { Project } from "../../../app/model/project.ts";
import type { Timer, TimerState } from "../../../app/model/timer.ts";
import { App } from "../../../renderer/App.tsx";
import { createSettingsStore } from "../../../renderer/bridge/settings-store.ts";
import { createSnapshotStore } from "../../../renderer/bridge/snapshot-store.ts";
import { johnTest } from "../tray/snapshots.ts";
import { FakeBridge, wholeMessage } from "./fake-bridge.ts";

// Every window has idle time to give, but not the one of these tests.
globalThis.requestIdleCallback ??= (callback) => {
  queueMicrotask(() => callback({ didTimeout: false, timeRemaining: () => 50 }));
  return 0;
};
globalThis.cancelIdleCallback ??= () => undefined;

export function aProject(id: number, name: string, color: string | null = "#ff9898"): Project {
  return { id, name, group: null, color, billingIncrement: 15, billable: true, enabled: true };
}

export function aTimer(project: Project, state: TimerState, seconds: number, description = ""): Timer {
  const anchor = { seconds, monotonicAt: 0 };
  return {
    id: 100 + project.id,
    projectId: project.id,
    project,
    state,
    anchor,
    date: null,
    description,
    provenance: "push",
  };
}

export const liveLink: Link = {
  state: "live",
  reason: "verified",
  since: 0,
  lastBroadcastAt: null,
  provedAt: null,
  lastAnswerAt: 0,
  pollSeconds: null,
  missedBroadcasts: 0,
  relay: "srv.us",
};

export const gear = aProject(1, "Gear GmbH");
export const sprockets = aProject(2, "Sprockets, Inc.", "#7cc4ff");
export const zenith = aProject(3, "Zénith Architects", null);
export const zebra = aProject(4, "Zebra Logistics");

/** Signed in, Gear GmbH running at 1:23:45, Sprockets, Inc. paused at 0:42, two more projects. */
export const busySnapshot: Snapshot = {
  ...signedOutSnapshot(0),
  timersKnown: true,
  revision: 1,
  account: johnTest,
  timers: [
    aTimer(gear, "running", 5025, "Landing page, second draft #design #unbillable"),
    aTimer(sprockets, "paused", 2530, "Call with Ines"),
  ],
  projects: [gear, sprockets, zebra, zenith],
  projectsLoaded: "all",
  link: liveLink,
};

export const signedOut: Snapshot = {
  ...busySnapshot,
  account: { kind: "signed-out" },
  timers: [],
  projects: [],
  projectsLoaded: "none",
};

export interface Page {
  readonly bridge: FakeBridge;
  readonly view: RenderResult;
  /** Sends the next revision, with these differences to the first. */
  readonly push: (change: Partial<Snapshot>, monotonicNow?: number) => void;
}

/** The whole page on a fake bridge, drawn from its first snapshot. Main's clock is 0 when that snapshot arrives. */
export async function openPage(snapshot: Snapshot): Promise<Page> {
  const bridge = new FakeBridge(Promise.resolve(wholeMessage(snapshot)));
  const store = createSnapshotStore(bridge);
  const settings = createSettingsStore(bridge);
  let revision = snapshot.revision;
  const view = await act(async () => render(<App bridge={bridge} store={store} settings={settings} />));
  return {
    bridge,
    view,
    push: (change, monotonicNow = 0) => {
      revision += 1;
      act(() => bridge.push(wholeMessage({ ...snapshot, ...change, revision }, monotonicNow)));
    },
  };
}

/** Lets promises that were answered reach the page. */
export async function settle(): Promise<void> {
  await act(async () => {
    await Promise.resolve();
  });
}

/** Opens the menu of the button with that name, and picks the item with this one, if any. */
export async function pickFrom(button: string, item?: string | RegExp): Promise<void> {
  await act(async () => fireEvent.click(screen.getByRole("button", { name: button })));
  if (item === undefined) return;
  await act(async () => fireEvent.click(screen.getByRole("menuitem", { name: item })));
}
