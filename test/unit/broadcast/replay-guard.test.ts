import { describe, expect, it } from "vitest";
import { guardCapacity, guardMemory, ReplayGuard, repeatWindow } from "../../../app/broadcast/replay-guard.ts";

const body = Buffer.from("body");

describe("ReplayGuard", () => {
  it("tells a first sighting, an early repeat and a late one apart", () => {
    const guard = new ReplayGuard();
    expect(guard.see(body, 1_000)).toEqual({ kind: "first" });
    expect(guard.see(body, 1_500)).toEqual({ kind: "soon", repeats: 1, windowEndsIn: 1_500 });
    expect(guard.see(body, 3_000)).toEqual({ kind: "soon", repeats: 2, windowEndsIn: 0 });
    expect(guard.see(body, 3_001)).toEqual({ kind: "late" });
    expect(guard.see(Buffer.from("bodY"), 3_001)).toEqual({ kind: "first" });
  });

  it("counts the window from the first sighting: repeating does not prolong it", () => {
    const guard = new ReplayGuard();
    guard.see(body, 0);
    for (let now = 500; now <= repeatWindow; now += 500) expect(guard.see(body, now).kind).toBe("soon");
    for (let now = repeatWindow + 1; now < 60_000; now += 500) expect(guard.see(body, now).kind).toBe("late");
  });

  it("remembers for 15 minutes from the first sighting", () => {
    const guard = new ReplayGuard();
    guard.see(body, 0);
    expect(guard.see(body, guardMemory - 1)).toEqual({ kind: "late" });
    expect(guard.see(body, guardMemory)).toEqual({ kind: "first" });
  });

  it("holds 1,000 and forgets the least recently used", () => {
    const guard = new ReplayGuard();
    for (let index = 0; index < guardCapacity; index += 1) guard.see(Buffer.from(`body ${index}`), 0);
    guard.see(Buffer.from("body 0"), 5_000);
    for (let index = 0; index < 10; index += 1) guard.see(Buffer.from(`more ${index}`), 5_000);
    expect(guard.size).toBe(guardCapacity);
    expect(guard.see(Buffer.from("body 0"), 6_000)).toEqual({ kind: "late" });
    expect(guard.see(Buffer.from("body 11"), 6_000)).toEqual({ kind: "late" });
    expect(guard.see(Buffer.from("body 1"), 6_000)).toEqual({ kind: "first" });
  });
});
