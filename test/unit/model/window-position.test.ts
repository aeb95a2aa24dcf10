import { describe, expect, test } from "vitest";
import { windowPosition } from "../../../app/model/window-position.ts";

const screen = { x: 0, y: 25, width: 1440, height: 875 };
const size = { width: 380, height: 560 };

describe("window position", () => {
  test.each([
    ["no tray position: the middle", { x: 0, y: 0, width: 0, height: 0 }, { x: 530, y: 183 }],
    ["tray at the top: below it", { x: 1000, y: 0, width: 24, height: 24 }, { x: 822, y: 33 }],
    ["tray at the bottom: above it", { x: 1000, y: 876, width: 24, height: 24 }, { x: 822, y: 308 }],
    ["in the corner: wholly on the screen", { x: 1420, y: 876, width: 16, height: 24 }, { x: 1052, y: 308 }],
  ])("%s", (_name, tray, expected) => expect(windowPosition(tray, screen, size)).toEqual(expected));

  test("on a screen smaller than the window its upper left corner is seen", () => {
    const small = { x: 100, y: 50, width: 300, height: 200 };
    expect(windowPosition({ x: 390, y: 240, width: 10, height: 10 }, small, size)).toEqual({ x: 108, y: 58 });
  });
});
