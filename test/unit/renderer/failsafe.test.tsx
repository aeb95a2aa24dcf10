import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Timer } from "../../../app/model/timer.ts";
import { aTimer, busySnapshot, gear, openPage } from "./support.tsx";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** A timer that cannot be drawn. */
function brokenTimer(): Timer {
  const timer = aTimer(gear, "running", 1);
  return Object.defineProperty(timer, "description", {
    get: () => {
      throw new Error("broken on purpose");
    },
  });
}

test("a fault in drawing shows a sentence, and the next snapshot brings the window back", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { push } = await openPage({ ...busySnapshot, timers: [brokenTimer()] });
  expect(screen.getByRole("heading", { name: "This window had a problem." })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByRole("heading", { name: "This window had a problem." })).toBeTruthy();
  push({ timers: [aTimer(gear, "running", 1)] });
  expect(screen.getByRole("timer")).toBeTruthy();
});
