import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, test } from "vitest";
import type { WindowView } from "../../../app/contract/requests.ts";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
import { plainSettings } from "./fake-bridge.ts";
import {
  aTimer,
  busySnapshot,
  gear,
  liveLink,
  openPage,
  type Page,
  pickFrom,
  settle,
  signedOut,
  sprockets,
  zenith,
} from "./support.tsx";

afterEach(() => {
  cleanup();
  delete document.documentElement.dataset["theme"];
});

interface Screen {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly prepare?: (page: Page) => void | Promise<void>;
}

const press = (name: RegExp) => (): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByRole("button", { name })));

const go =
  (view: WindowView) =>
  ({ bridge }: Page): Promise<void> =>
    act(async () => bridge.navigate(view));

const worked = { date: "2025-11-23", endsAt: Date.UTC(2025, 10, 24), minutes: [{ project: zenith, minutes: 95 }] };

async function signIn({ bridge, push }: Page, change: Partial<Snapshot>): Promise<void> {
  fireEvent.change(screen.getByLabelText("Personal access token"), { target: { value: "token" } });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await settle();
  expect(bridge.tokens).toHaveLength(1);
  push({ ...busySnapshot, ...change });
}

const screens: readonly Screen[] = [
  { name: "first run", snapshot: signedOut },
  {
    name: "first run with a problem",
    snapshot: { ...signedOut, problem: { problem: { kind: "token-rejected" }, command: null, projectId: null } },
  },
  { name: "signing in", snapshot: { ...signedOut, account: { kind: "signing-in", demo: false } } },
  { name: "almost there, live", snapshot: signedOut, prepare: (page) => signIn(page, {}) },
  {
    name: "almost there, not reachable",
    snapshot: signedOut,
    prepare: (page) => signIn(page, { link: { ...liveLink, state: "polling", reason: "relay-down" } }),
  },
  { name: "a running timer", snapshot: { ...busySnapshot, today: worked } },
  { name: "no timer", snapshot: { ...busySnapshot, timers: [] } },
  {
    name: "no project",
    snapshot: { ...busySnapshot, timers: [], projects: [], link: { ...liveLink, state: "offline" } },
  },
  {
    name: "a problem, and verbs under way",
    snapshot: {
      ...busySnapshot,
      pending: [{ projectId: 1, kind: "pause" }],
      problem: { problem: { kind: "offline" }, command: "pause", projectId: 1 },
    },
  },
  {
    name: "an undo",
    snapshot: { ...busySnapshot, undo: { kind: "discard", project: sprockets, seconds: 60, endsAt: 10_000 } },
  },
  {
    name: "a question",
    snapshot: {
      ...busySnapshot,
      question: { command: { kind: "log", projectId: 1, minutes: 84 }, timer: aTimer(gear, "paused", 60) },
    },
  },
  { name: "the quick switcher", snapshot: busySnapshot, prepare: go({ kind: "quick-switcher" }) },
  {
    name: "the switcher with letters in it",
    snapshot: busySnapshot,
    prepare: () => void fireEvent.change(screen.getByRole("combobox"), { target: { value: "ze" } }),
  },
  {
    name: "the switcher without a match",
    snapshot: busySnapshot,
    prepare: () => void fireEvent.change(screen.getByRole("combobox"), { target: { value: "qqq" } }),
  },
  { name: "the log sheet", snapshot: busySnapshot, prepare: go({ kind: "log", projectId: 1 }) },
  {
    name: "the log sheet with a bad time",
    snapshot: busySnapshot,
    prepare: async (page) => {
      await go({ kind: "log", projectId: 1 })(page);
      fireEvent.change(screen.getByLabelText("Time"), { target: { value: "soon" } });
      await press(/^Log …/)();
    },
  },
  { name: "the adjust sheet", snapshot: busySnapshot, prepare: go({ kind: "adjust", projectId: 1 }) },
  { name: "the describe sheet", snapshot: busySnapshot, prepare: go({ kind: "describe", projectId: 2 }) },
  {
    name: "the describe sheet after a change elsewhere",
    snapshot: busySnapshot,
    prepare: async (page) => {
      await go({ kind: "describe", projectId: 2 })(page);
      page.push({ timers: [aTimer(sprockets, "paused", 2530, "Other words")] });
    },
  },
  {
    name: "a question about a description",
    snapshot: {
      ...busySnapshot,
      question: { command: { kind: "describe", projectId: 1, description: "Mine" }, timer: aTimer(gear, "paused", 60) },
    },
  },
  { name: "a timer's menu", snapshot: busySnapshot, prepare: () => pickFrom("More for Gear GmbH") },
  { name: "the account menu", snapshot: busySnapshot, prepare: () => pickFrom("Account") },
  { name: "the link's evidence", snapshot: busySnapshot, prepare: press(/^Live/) },
  { name: "the day's figures", snapshot: { ...busySnapshot, today: worked }, prepare: press(/^Today/) },
  {
    name: "the day's figures against a goal",
    snapshot: { ...busySnapshot, today: worked },
    prepare: async (page) => {
      const settings = { ...plainSettings.settings, dayGoalMinutes: 450 };
      act(() => page.bridge.pushSettings({ ...plainSettings, settings }));
      await press(/^Today/)();
    },
  },
  { name: "the preferences", snapshot: busySnapshot, prepare: go({ kind: "preferences" }) },
  {
    name: "the preferences of a computer that can do little",
    snapshot: busySnapshot,
    prepare: async (page) => {
      await go({ kind: "preferences" })(page);
      act(() =>
        page.bridge.pushSettings({
          ...plainSettings,
          capabilities: {
            ...plainSettings.capabilities,
            globalShortcuts: "wayland-session",
            startAtLogin: "not-packaged",
            relayChoice: "given-from-outside",
            secrets: "memory-only",
          },
          keptAside: "settings.bad.json",
        }),
      );
    },
  },
  {
    name: "diagnostics",
    snapshot: busySnapshot,
    prepare: async (page) => {
      const lines = [
        { label: "Version", value: "0.1.0", good: null, remedy: null },
        { label: "Probe", value: "failed", good: false, remedy: { kind: "repair", hop: "path" } as const },
      ];
      page.bridge.diagnosticsAnswer = () => Promise.resolve({ lines });
      await go({ kind: "diagnostics" })(page);
      await settle();
    },
  },
];

/** They hand the focus on at once, which axe can only see where there are stylesheets. */
const guards = "[data-base-ui-focus-guard]";
// There is no layout here: contrast is checked on the theme's own colours.
const options: axe.RunOptions = { rules: { "color-contrast": { enabled: false } } };

describe.each(["light", "dark"] as const)("axe finds nothing, %s, on", (appearance) => {
  test.each(screens)("$name", async ({ snapshot, prepare }) => {
    document.documentElement.lang = "en";
    document.title = "Tallylight";
    const page = await openPage(snapshot);
    const { settings } = page.bridge.settings;
    act(() => page.bridge.pushSettings({ ...page.bridge.settings, settings: { ...settings, appearance } }));
    expect(document.documentElement.dataset["theme"]).toBe(appearance);
    await prepare?.(page);
    const { violations } = await axe.run({ exclude: [guards] }, options);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  });
});
