import { describe, expect, test } from "vitest";
import type { ShownAbsence } from "../../../app/contract/snapshot.ts";
import { absenceSection } from "../../../app/tray/absence-section.ts";
import { trayMenu } from "../../../app/tray/tray-menu.ts";
import type { TrayPlatform } from "../../../app/tray/tray-model.ts";
import { context, project, signedIn, timer, wallNow } from "./snapshots.ts";

const from = wallNow - 29 * 60_000;
const gear = project(1, "Gear GmbH");
const ranOn: ShownAbsence = {
  kind: "ran-on",
  project: gear,
  reason: "sleep",
  from,
  seconds: 1740,
  meantToPause: false,
};
const paused: ShownAbsence = { ...ranOn, kind: "paused", reason: "lock", seconds: 0 };
const running = [timer(1, "Gear GmbH", "running", 5000)];
const standing = [timer(1, "Gear GmbH", "paused", 5000)];

const label = (text: string) => ({ kind: "label", id: "absence", label: text });
const answer = (id: string, text: string, chosen: string, enabled = true) => ({
  kind: "item",
  id: `absence:${id}`,
  label: text,
  enabled,
  action: { kind: "command", command: { kind: "answer-absence", from, answer: chosen } },
});
const more = {
  kind: "item",
  id: "absence:more",
  label: "More answers…",
  enabled: true,
  action: { kind: "open-window", view: { kind: "main" } },
};
const asked = label("Gear GmbH ran on for 0:29 while this computer slept");

describe("what the menu says of an absence", () => {
  test.each<readonly [string, Parameters<typeof signedIn>[0], readonly unknown[]]>([
    ["none", { timers: running }, []],
    [
      "it runs on",
      { timers: running, absence: ranOn },
      [
        asked,
        answer("keep", "Keep 0:29", "keep"),
        answer("remove", "Remove 0:29, keep running", "remove"),
        answer("remove-and-pause", "Remove 0:29 and pause", "remove-and-pause"),
        more,
      ],
    ],
    [
      "it was paused since",
      { timers: standing, absence: ranOn },
      [asked, answer("keep", "Keep 0:29", "keep"), answer("remove", "Remove 0:29", "remove"), more],
    ],
    [
      "it was paused since, and another one runs",
      { timers: [timer(2, "Other", "running", 10), ...standing], absence: ranOn },
      [asked, answer("keep", "Keep 0:29", "keep"), answer("remove", "Remove 0:29", "remove"), more],
    ],
    [
      "while the answer is carried out",
      { timers: standing, absence: ranOn, pending: [{ projectId: 1, kind: "adjust" }] },
      [asked, answer("keep", "Keep 0:29", "keep", false), answer("remove", "Remove 0:29", "remove", false), more],
    ],
    [
      "it was paused when the computer was left",
      { timers: standing, absence: paused },
      [
        label("Gear GmbH was paused at 13:33, when the screen was locked."),
        {
          kind: "item",
          id: "absence:resume",
          label: "Resume",
          enabled: true,
          action: { kind: "command", command: { kind: "start", projectId: 1 } },
        },
        answer("keep", "Dismiss", "keep"),
      ],
    ],
  ])("%s", (_name, changes, expected) => {
    expect(absenceSection(signedIn(changes), context())).toEqual(expected);
  });

  test("it can be moved to what was worked on lately, but not to where it is", () => {
    const projects = [gear, project(2, "Sprockets"), project(3, "Admin")];
    const items = absenceSection(
      signedIn({ timers: running, absence: ranOn, projects, recentProjects: [1, 3, 9] }),
      context(),
    );
    expect(items.find(({ kind }) => kind === "submenu")).toEqual({
      kind: "submenu",
      id: "absence:move",
      label: "Move 0:29 to",
      items: [
        {
          kind: "item",
          id: "absence:move:3",
          label: "Admin",
          enabled: true,
          action: { kind: "command", command: { kind: "answer-absence", from, answer: "move", toProjectId: 3 } },
        },
      ],
    });
  });

  test.each<TrayPlatform>(["darwin", "win32", "linux"])(
    "%s: it stands first, and the same a minute later",
    (platform) => {
      const snapshot = signedIn({ timers: running, absence: ranOn });
      const menu = trayMenu(snapshot, context({ platform }));
      expect(menu[0]).toEqual(asked);
      const later = trayMenu(snapshot, context({ platform, monotonicNow: context().monotonicNow + 60_000 }));
      expect(later.slice(0, 5)).toEqual(menu.slice(0, 5));
    },
  );
});
