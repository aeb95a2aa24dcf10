import type { BrowserWindow } from "electron";
import { beforeEach, expect, test, vi } from "vitest";
import { createWindowPositions } from "../../../main/window/window-positions.ts";
import type { Area } from "../../../app/model/window-position.ts";

/** Electron converts to 32-bit integers, and ends the process or throws where a number is none. */
function requireNative(area: Area): void {
  for (const number of [area.x, area.y, area.width, area.height]) {
    if ((number | 0) !== number) throw new TypeError(`Not a 32-bit integer: ${number}`);
  }
}

vi.mock("electron", () => ({
  screen: {
    getDisplayMatching: (area: Area) => {
      requireNative(area);
      return { workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
    },
  },
}));

class FakeWindow {
  bounds: Area = { x: 0, y: 0, width: 380, height: 560 };
  getBounds = (): Area => this.bounds;
  setBounds(area: Area): void {
    requireNative(area);
    this.bounds = area;
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ ...this.bounds, x, y });
  }
}

let window: FakeWindow;
beforeEach(() => void (window = new FakeWindow()));

function applied(stored: unknown): Area {
  const positions = createWindowPositions({
    store: { get: () => stored, set: () => undefined, isOpen: () => true },
    trayBounds: () => ({ x: 1800, y: 1050, width: 24, height: 24 }),
    wayland: false,
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as far as it is used
  positions.apply(window as unknown as BrowserWindow);
  return window.bounds;
}

const byTheTray = { x: 1532, y: 482, width: 380, height: 560 };

test("a remembered position on the screen is used", () => {
  const area = { x: 100, y: 200, width: 400, height: 600 };
  expect(applied(area)).toEqual(area);
});

test.each([
  ["far beyond what is native", 2 ** 40],
  ["just beyond", 2 ** 31],
  ["far to the other side", -(2 ** 40)],
  ["no integer", 0.5],
  ["no number", "100"],
  ["not finite", Number.NaN],
  ["of another screen", 50_000],
])("a coordinate %s opens by the tray", (_name, x) => {
  expect(applied({ x, y: 200, width: 400, height: 600 })).toEqual(byTheTray);
});

test.each([2 ** 40, 0, -5, 1.5, null])("a width of %s opens by the tray", (width) => {
  expect(applied({ x: 100, y: 200, width, height: 600 })).toEqual(byTheTray);
});
