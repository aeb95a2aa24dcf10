import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { aTimer, busySnapshot, gear, openPage, sprockets } from "./support.tsx";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function pass(milliseconds: number): void {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
}

function clock(): string {
  return screen.getByRole("timer").textContent;
}

function setVisibility(state: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  act(() => {
    document.dispatchEvent(new Event("visibilitychange"));
  });
}

describe("the clock", () => {
  test("derives from the anchor, and changes at its second's boundary", async () => {
    const { push } = await openPage(busySnapshot);
    expect(clock()).toBe("1:23:45");
    // 0.4 s have passed in the main process since the server's answer.
    push({ timers: [{ ...aTimer(gear, "running", 5025), anchor: { seconds: 5025, monotonicAt: -400 } }] });
    pass(590);
    expect(clock()).toBe("1:23:45");
    pass(15);
    expect(clock()).toBe("1:23:46");
    pass(1000);
    expect(clock()).toBe("1:23:47");
  });

  test("shows where main's clock is after a long blocked stretch: nothing is counted", async () => {
    await openPage(busySnapshot);
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + 3_600_000);
    pass(1100);
    expect(clock()).toBe("2:23:45");
  });

  test("rests while the page is hidden, and is right at once when it is seen again", async () => {
    await openPage(busySnapshot);
    setVisibility("hidden");
    expect(vi.getTimerCount()).toBe(0);
    pass(30_000);
    expect(clock()).toBe("1:23:45");
    setVisibility("visible");
    expect(clock()).toBe("1:24:15");
    pass(1001);
    expect(clock()).toBe("1:24:16");
  });

  test("schedules nothing when no timer runs", async () => {
    await openPage({ ...busySnapshot, timers: [aTimer(sprockets, "paused", 2530)] });
    expect(vi.getTimerCount()).toBe(0);
    pass(120_000);
    expect(screen.getByText("0:42")).toBeTruthy();
  });

  test("stops when the timer is paused elsewhere, and when the page goes", async () => {
    const { push, view } = await openPage(busySnapshot);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    push({ timers: [aTimer(gear, "paused", 5030)] });
    expect(vi.getTimerCount()).toBe(0);
    push({});
    view.unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("the unlogged total goes on with it", async () => {
    await openPage(busySnapshot);
    expect(screen.getByText("unlogged 2:05")).toBeTruthy();
    pass(60_000);
    expect(screen.getByText("unlogged 2:06")).toBeTruthy();
  });

  test("is named, and announces no digits", async () => {
    await openPage(busySnapshot);
    const timer = screen.getByRole("timer", { name: "Time on Gear GmbH" });
    expect(timer.getAttribute("aria-live")).toBe("off");
    const announced = screen.getAllByRole("status").map((status) => status.textContent);
    pass(5000);
    expect(screen.getAllByRole("status").map((status) => status.textContent)).toEqual(announced);
  });
});
