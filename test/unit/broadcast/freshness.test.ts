import { describe, expect, it } from "vitest";
import { freshnessTolerance, isFresh, SenderClock } from "../../../app/broadcast/freshness.ts";

const now = Date.UTC(2026, 0, 5, 9, 0, 0);

describe("isFresh", () => {
  it("allows five minutes either way", () => {
    expect(freshnessTolerance).toBe(300_000);
    expect(isFresh(now - 300_000, now, null)).toBe(true);
    expect(isFresh(now - 300_001, now, null)).toBe(false);
    expect(isFresh(now + 300_000, now, null)).toBe(true);
    expect(isFresh(now + 300_001, now, null)).toBe(false);
  });

  it.each([-86_400_000, -7_200_000, 7_200_000, 86_400_000])("corrects our clock when it is %d ms off", (off) => {
    expect(isFresh(now, now + off, -off)).toBe(true);
    expect(isFresh(now - 300_001, now + off, -off)).toBe(false);
    expect(isFresh(now, now + off, null)).toBe(false);
  });
});

describe("the sender's clock", () => {
  const at = 5_000_000;
  const minute = 60_000;

  function noted(): SenderClock {
    const clock = new SenderClock();
    clock.note(now, at);
    return clock;
  }

  it("agrees to nothing before the first genuine broadcast", () => {
    expect(new SenderClock().agrees(now, at)).toBe(false);
  });

  it("goes on with ours: what is as old as the newest is too old after five minutes", () => {
    expect(noted().agrees(now, at + 300_000)).toBe(true);
    expect(noted().agrees(now, at + 300_001)).toBe(false);
    // Dated by when it must have been sent.
    expect(noted().agrees(now - minute, at + 4 * minute)).toBe(true);
    expect(noted().agrees(now - minute, at + 4 * minute + 1)).toBe(false);
  });

  it("agrees to whatever is newer than the newest, however far", () => {
    expect(noted().agrees(now + 1, at + 60 * minute)).toBe(true);
    expect(noted().agrees(now + 60 * minute, at)).toBe(true);
  });

  it("is not set back by an older one", () => {
    const clock = noted();
    clock.note(now - minute, at + 10 * minute);
    expect(clock.agrees(now, at + 300_001)).toBe(false);
  });
});
