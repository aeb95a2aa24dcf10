import { beforeEach, describe, expect, test } from "vitest";
import { defaultSettings } from "../../../app/contract/settings.ts";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
import type { TrayPlatform } from "../../../app/tray/tray-model.ts";
import { literalLabel, menuTemplate } from "../../../main/tray/menu-template.ts";
import { createTrayView } from "../../../app/tray/tray-view.ts";
import { FakeClock, startedAt } from "../../support/fake-clock.ts";
import { busy, signedIn, timer } from "./snapshots.ts";

let calls: string[] = [];
beforeEach(() => {
  calls = [];
});

function view(platform: TrayPlatform, first: Snapshot) {
  const clock = new FakeClock();
  let snapshot = first;
  let visible = false;
  const created = createTrayView({
    surface: {
      showIcon: (icon) => calls.push(`icon ${icon.timer}/${icon.link}`),
      showTooltip: (text) => calls.push(`tooltip ${text.split("\n")[0] ?? ""}`),
      showTitle: (text) => calls.push(`title ${text}`),
      publishMenu: (menu) => calls.push(`menu ${menu.length}`),
    },
    platform,
    clock,
    snapshot: () => snapshot,
    windowVisible: () => visible,
    settings: () => defaultSettings,
    formatInstant: (epochMilliseconds) => new Date(epochMilliseconds).toISOString().slice(11, 16),
  });
  return {
    clock,
    view: created,
    show: (next: Snapshot, windowVisible = visible) => {
      snapshot = next;
      visible = windowVisible;
      calls = [];
      created.render();
      return calls;
    },
  };
}

/** Gear GmbH at 1:23:05, answered at the beginning of the fake clock. */
const running = signedIn({
  timers: [{ ...timer(1, "Gear GmbH", "running", 4985), anchor: { seconds: 4985, monotonicAt: startedAt } }],
});

describe("tray view", () => {
  test("the first time everything is set", () => {
    expect(view("linux", busy).show(busy)).toEqual([
      "icon running/live",
      expect.stringContaining("tooltip Gear"),
      "title 2:29",
      expect.stringMatching(/^menu \d+$/),
    ]);
  });

  test("after that only what differs", () => {
    const { show } = view("linux", running);
    show(running);
    expect(show({ ...running, revision: 9 })).toEqual([]);
    expect(show(running, true)).toEqual(["menu 16"]);
    const offline = { ...running, link: { ...running.link, state: "offline" } } as const;
    expect(show(offline).map((call) => call.split(" ")[0])).toEqual(["icon", "tooltip", "menu"]);
  });

  test("the menu is published on Linux alone; a title is shown everywhere but on Windows", () => {
    expect(
      view("win32", running)
        .show(running)
        .map((call) => call.split(" ")[0]),
    ).toEqual(["icon", "tooltip"]);
    expect(view("darwin", running).show(running)).toEqual([
      "icon running/live",
      "tooltip Gear GmbH · 1:23",
      "title 1:23",
    ]);
  });

  test("a running timer costs one tooltip a minute; where the desktop holds a copy, the menu is sent as well", async () => {
    const { clock, show } = view("win32", running);
    show(running);
    calls = [];
    await clock.advance(5 * 60_000);
    expect(calls).toEqual(["1:24", "1:25", "1:26", "1:27", "1:28"].map((time) => `tooltip Gear GmbH · ${time}`));
    const linux = view("linux", running);
    linux.show(running);
    calls = [];
    await linux.clock.advance(2 * 60_000);
    linux.view.render();
    expect(calls).toEqual(
      ["1:24", "1:25"].flatMap((time) => [`tooltip Gear GmbH · ${time}`, `title ${time}`, "menu 16"]),
    );
  });

  test("no timer is set while nothing runs, or after the end", () => {
    const { clock, show, view: created } = view("win32", running);
    show(running);
    expect(clock.pendingCount).toBe(1);
    show(signedIn({ timers: [timer(1, "Gear GmbH", "paused", 60)] }));
    expect(clock.pendingCount).toBe(0);
    show(running);
    created.stop();
    expect(clock.pendingCount).toBe(0);
    expect(show(signedIn())).toEqual([]);
  });

  test("a menu that opens later tells the time of then", async () => {
    const { clock, view: created, show } = view("win32", running);
    show(running);
    await clock.advance(60_000);
    expect(created.menu()[0]).toMatchObject({ label: "Gear GmbH · 1:24" });
  });
});

describe("menu for Electron", () => {
  test.each([
    ["Fish & Chips", "Fish && Chips"],
    ["&&", "&&&&"],
    ["under_score__", "under_score__"],
    ["plain", "plain"],
  ])("%j is written as %j", (text, label) => expect(literalLabel(text)).toBe(label));

  test("every kind of item, and clicks reach their action", () => {
    const acted: unknown[] = [];
    const template = menuTemplate(
      [
        { kind: "label", id: "l", label: "R&D" },
        { kind: "separator" },
        {
          kind: "submenu",
          id: "s",
          label: "More",
          items: [{ kind: "item", id: "q", label: "Quit", enabled: false, action: { kind: "quit" } }],
        },
      ],
      (action) => acted.push(action),
    );
    expect(template).toEqual([
      { id: "l", label: "R&&D", enabled: false },
      { type: "separator" },
      { id: "s", label: "More", submenu: [{ id: "q", label: "Quit", enabled: false, click: expect.any(Function) }] },
    ]);
    const [item] = menuTemplate(
      [{ kind: "item", id: "q", label: "Quit", enabled: true, action: { kind: "quit" } }],
      (action) => acted.push(action),
    );
    const click: unknown = item?.click;
    if (typeof click === "function") Reflect.apply(click, undefined, []);
    expect(acted).toEqual([{ kind: "quit" }]);
  });
});
