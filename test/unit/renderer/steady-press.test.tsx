import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aTimer, busySnapshot, gear, openPage, pickFrom, settle, sprockets, zebra, zenith } from "./support.tsx";

afterEach(cleanup);

/** On another device Sprockets was started. */
const switched = { timers: [aTimer(sprockets, "running", 2530), aTimer(gear, "paused", 5025)] };
const pause = (): HTMLElement => screen.getByRole("button", { name: "Pause" });

function press(element: Element, detail = 1): void {
  fireEvent.pointerDown(element, { detail });
  fireEvent.click(element, { detail });
}

test("a press that began on one timer's button does not end on another's", async () => {
  const { bridge, push } = await openPage(busySnapshot);
  const before = pause();
  fireEvent.pointerDown(before);
  push(switched);
  expect(pause()).not.toBe(before);
  fireEvent.click(pause(), { detail: 1 });
  await settle();
  expect(bridge.commands).toEqual([]);
  press(pause());
  await settle();
  expect(bridge.commands).toEqual([{ kind: "pause", projectId: sprockets.id }]);
});

test("a press that began on one project's row does not end on the one that replaces it", async () => {
  const { bridge, push } = await openPage(busySnapshot);
  fireEvent.change(screen.getByRole("combobox"), { target: { value: "ze" } });
  const rows = screen.getAllByRole("option");
  const second = rows[1];
  if (second === undefined) throw new Error("Two projects should have been found.");
  const [name, other] = second.textContent.includes(zebra.name) ? [zebra.name, zenith] : [zenith.name, zebra];
  fireEvent.pointerDown(second);
  // What is used ranks higher: the rows are reordered.
  push({ recentProjects: [name === zebra.name ? zebra.id : zenith.id] });
  const there = screen.getAllByRole("option")[1];
  expect(there?.textContent).toContain(other.name);
  if (there !== undefined) fireEvent.click(there, { detail: 1 });
  await settle();
  expect(bridge.commands).toEqual([]);
});

test("the menu of a timer that was switched away from closes, and nothing in it becomes the other's", async () => {
  const { push } = await openPage(busySnapshot);
  await pickFrom("More for Gear GmbH");
  expect(screen.getByRole("menuitem", { name: "Discard" })).toBeTruthy();
  push(switched);
  await settle();
  expect(screen.queryByRole("menuitem")).toBeNull();
});

test("presses by keyboard and by assistive technology, which press nothing down, are heard", async () => {
  const { bridge } = await openPage(busySnapshot);
  fireEvent.pointerDown(screen.getByRole("button", { name: "Resume Sprockets, Inc." }));
  fireEvent.click(pause(), { detail: 0 });
  await settle();
  expect(bridge.commands).toEqual([{ kind: "pause", projectId: gear.id }]);
});

test("fast presses on the same button are all of them heard", async () => {
  const { bridge, push } = await openPage(busySnapshot);
  for (const detail of [1, 2, 3]) {
    press(screen.getByRole("button", { name: "+5 minutes" }), detail);
    await settle();
    push({ recentProjects: [detail] });
  }
  expect(bridge.commands).toHaveLength(3);
});
