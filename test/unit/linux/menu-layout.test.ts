import { describe, expect, test } from "vitest";
import { createMenuLayout, type MenuNode } from "../../../app/linux/tray-item/menu-layout.ts";
import { item, label, send, sendExpecting, separator, submenu } from "../../../app/tray/menu-items.ts";
import type { TrayMenuItem } from "../../../app/tray/tray-model.ts";
import type { Timer } from "../../../app/model/timer.ts";
import { monotonicNow, timer } from "../tray/snapshots.ts";

const running = timer(1, "Gear GmbH", "running", 4985, "words");
const adjust = (of: Timer): TrayMenuItem =>
  item("adjust", "+5 minutes", sendExpecting({ kind: "adjust", projectId: of.projectId, seconds: 300 }, of));
const menu = (first: string, of: Timer = running): readonly TrayMenuItem[] => [
  label("running", first),
  separator,
  submenu("more", "More", [adjust(of)]),
  item("pause", "Pause", send({ kind: "pause", projectId: of.projectId })),
];

function idsOf(layout: ReturnType<typeof createMenuLayout>): readonly number[] {
  const all = (node: MenuNode): readonly number[] => [node.id, ...node.children.flatMap(all)];
  const root = layout.node(0);
  return root === undefined ? [] : all(root);
}

describe("a menu that is replaced", () => {
  test("by the same changes nothing", () => {
    const layout = createMenuLayout();
    expect(layout.replace(menu("1:23")).kind).toBe("layout");
    const before = [layout.revision(), idsOf(layout)];
    expect(layout.replace(menu("1:23"))).toEqual({ kind: "none" });
    expect([layout.revision(), idsOf(layout)]).toEqual(before);
  });

  test("by other words keeps its items and their numbers", () => {
    const layout = createMenuLayout();
    layout.replace(menu("1:23"));
    const before = [layout.revision(), idsOf(layout)];
    const change = layout.replace(menu("1:24"));
    expect(change).toMatchObject({ kind: "items", changed: [{ label: "1:24" }] });
    expect([layout.revision(), idsOf(layout)]).toEqual(before);
  });

  test("by items that can't be chosen now, the same", () => {
    const layout = createMenuLayout();
    layout.replace([item("pause", "Pause", send({ kind: "pause", projectId: 1 }))]);
    const change = layout.replace([item("pause", "Pause", send({ kind: "pause", projectId: 1 }), false)]);
    expect(change).toMatchObject({ kind: "items", changed: [{ enabled: false }] });
  });

  test.each([
    ["one more", (items: readonly TrayMenuItem[]) => [...items, label("more", "x")]],
    ["one less", (items: readonly TrayMenuItem[]) => items.slice(1)],
    ["another order", (items: readonly TrayMenuItem[]) => items.toReversed()],
    [
      "one more in a submenu",
      () => [...menu("1:23").slice(0, 2), submenu("more", "More", [adjust(running), separator])],
    ],
  ])("by %s is another", (_name, change) => {
    const layout = createMenuLayout();
    layout.replace(menu("1:23"));
    const revision = layout.revision();
    expect(layout.replace(change(menu("1:23"))).kind).toBe("layout");
    expect(layout.revision()).toBe(revision + 1);
  });
});

describe("the number of an item", () => {
  const numberAfter = (next: Timer): readonly [before: number | undefined, after: number | undefined] => {
    const layout = createMenuLayout();
    layout.replace([adjust(running)]);
    const before = layout.node(0)?.children[0]?.id;
    layout.replace([adjust(next)]);
    return [before, layout.node(0)?.children[0]?.id];
  };
  const later = (seconds: number, passed: number): Timer => ({
    ...running,
    anchor: { seconds, monotonicAt: monotonicNow + passed * 1000 },
  });

  test.each([
    ["the account was asked again", later(4985 + 60, 60)],
    ["its answer was a second slower", later(4985 + 59, 60)],
  ])("stays where %s", (_name, next) => {
    const [before, after] = numberAfter(next);
    expect(after).toBe(before);
  });

  test.each([
    ["time was added", later(4985 + 300, 0)],
    ["it was paused", { ...running, state: "paused" as const }],
    ["its words changed", { ...running, description: "other" }],
    ["another timer runs", timer(2, "B", "running", 4985, "words")],
  ])("is a new one where %s: a click that was under way does nothing", (_name, next) => {
    const [before, after] = numberAfter(next);
    expect(after).not.toBe(before);
  });

  test("is never given to another item", () => {
    const layout = createMenuLayout();
    layout.replace(menu("1:23"));
    const first = new Set(idsOf(layout).slice(1));
    layout.replace([]);
    layout.replace([label("other", "x")]);
    expect(
      idsOf(layout)
        .slice(1)
        .filter((id) => first.has(id)),
    ).toEqual([]);
  });
});
