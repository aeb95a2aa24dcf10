import { Variant } from "@jellybrick/dbus-next";
import { describe, expect, test } from "vitest";
import { MenuInterface } from "../../../app/linux/tray-item/menu-interface.ts";
import { item, label, send, separator, submenu } from "../../../app/tray/menu-items.ts";
import type { TrayAction } from "../../../app/tray/tray-model.ts";

function served() {
  const acted: TrayAction[] = [];
  const menu = new MenuInterface((action) => acted.push(action));
  menu.replace([
    label("name", "under_score"),
    separator,
    submenu("more", "More", [item("pause", "Pause", send({ kind: "pause", projectId: 1 }))]),
    item("off", "Log…", { kind: "quit" }, false),
  ]);
  const ids = menu.GetLayout(0, -1, [])[1][2].map(({ value }) => Reflect.get(Object(value), 0) as number);
  return { menu, acted, ids };
}
const nothing = new Variant("i", 0);

describe("the menu over D-Bus", () => {
  test("its layout: labels are literal, what has its default is left out", () => {
    const { menu } = served();
    const [revision, root] = menu.GetLayout(0, -1, []);
    expect(revision).toBe(2);
    const properties = root[2].map(({ value }) =>
      Object.entries(Reflect.get(Object(value), 1) as Record<string, Variant>).map(([name, one]) => [name, one.value]),
    );
    expect(properties).toEqual([
      [
        ["label", "under__score"],
        ["enabled", false],
      ],
      [["type", "separator"]],
      [
        ["label", "More"],
        ["children-display", "submenu"],
      ],
      [
        ["label", "Log…"],
        ["enabled", false],
      ],
    ]);
  });

  test("as deep as is asked for", () => {
    const { menu, ids } = served();
    const [, root] = menu.GetLayout(0, 1, ["label"]);
    expect(root[2].map(({ value }) => (Reflect.get(Object(value), 2) as unknown[]).length)).toEqual([0, 0, 0, 0]);
    expect(menu.GetLayout(ids[2] ?? -1, -1, [])[1][2]).toHaveLength(1);
    expect(menu.GetLayout(0, 0, [])[1][2]).toEqual([]);
  });

  test("a click carries out what can be chosen, and nothing else does", () => {
    const { menu, acted, ids } = served();
    const [name, line, more, off] = ids;
    const pause = Reflect.get(Object(menu.GetLayout(more ?? -1, -1, [])[1][2][0]?.value), 0) as number;
    menu.Event(pause, "hovered", nothing, 0);
    menu.Event(pause, "opened", nothing, 0);
    for (const id of [name, line, more, off]) menu.Event(id ?? -1, "clicked", nothing, 0);
    expect(acted).toEqual([]);
    menu.Event(pause, "clicked", nothing, 0);
    expect(
      menu.EventGroup([
        [pause, "clicked", nothing, 0],
        [999, "clicked", nothing, 0],
      ]),
    ).toEqual([999]);
    expect(acted).toEqual([send({ kind: "pause", projectId: 1 }), send({ kind: "pause", projectId: 1 })]);
  });

  test("what is gone is refused, not guessed", () => {
    const { menu } = served();
    expect(() => menu.Event(999, "clicked", nothing, 0)).toThrow("no such item");
    expect(() => menu.GetLayout(999, -1, [])).toThrow("no such item");
    expect(() => menu.GetProperty(0, "icon-data")).toThrow("icon-data");
    expect(menu.GetGroupProperties([999], [])).toEqual([]);
    expect(menu.AboutToShowGroup([0, 999])).toEqual([[], [999]]);
    expect(menu.AboutToShow(0)).toBe(false);
  });

  test("properties that are asked for by name are there with their default too", () => {
    const { menu, ids } = served();
    expect(menu.GetProperty(ids[2] ?? -1, "enabled").value).toBe(true);
    expect(menu.GetGroupProperties([ids[0] ?? -1], ["label"])[0]?.[1]["label"]?.value).toBe("under__score");
    const all = menu.GetGroupProperties([], ["label"]).flatMap(([, { label: shown }]) => shown?.value ?? []);
    expect(all).toEqual(expect.arrayContaining(["under__score", "More", "Pause", "Log…"]));
  });
});
