import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, test } from "vitest";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
import { busySnapshot, liveLink, openPage, signedOut } from "./support.tsx";

afterEach(cleanup);

const screens: readonly { readonly name: string; readonly snapshot: Snapshot; readonly prepare?: () => void }[] = [
  { name: "first run", snapshot: signedOut },
  {
    name: "first run with a problem",
    snapshot: { ...signedOut, problem: { problem: { kind: "token-rejected" }, command: null, projectId: null } },
  },
  { name: "signing in", snapshot: { ...signedOut, account: { kind: "signing-in", demo: false } } },
  { name: "a running timer", snapshot: busySnapshot },
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
    name: "the open picker",
    snapshot: busySnapshot,
    prepare: () => void fireEvent.change(screen.getByRole("combobox"), { target: { value: "ze" } }),
  },
  {
    name: "the picker without a match",
    snapshot: busySnapshot,
    prepare: () => void fireEvent.change(screen.getByRole("combobox"), { target: { value: "qqq" } }),
  },
  {
    name: "the open menu",
    snapshot: busySnapshot,
    prepare: () => {
      act(() => document.querySelector("details")?.setAttribute("open", ""));
    },
  },
];

describe("axe finds nothing on", () => {
  test.each(screens)("$name", async ({ snapshot, prepare }) => {
    document.documentElement.lang = "en";
    document.title = "Tallylight";
    await openPage(snapshot);
    prepare?.();
    // There is no layout here: contrast is checked on the theme's own colours.
    const { violations } = await axe.run(document, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  });
});
