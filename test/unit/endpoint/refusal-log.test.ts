import { describe, expect, it } from "vitest";
import { RefusalLog } from "../../../app/endpoint/refusal-log.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

describe("RefusalLog", () => {
  it("writes the first at once, and then at most one summary a minute", async () => {
    const clock = new FakeClock();
    const logger = createMemoryLogger();
    const log = new RefusalLog(clock, logger);
    for (let second = 0; second < 600; second += 1) {
      for (let attempt = 0; attempt < 5; attempt += 1) log.note(attempt === 0 ? "timed-out" : "wrong-path");
      await clock.advance(1_000);
    }
    expect(logger.lines).toHaveLength(11);
    expect(logger.lines[0]).toBe('info The listener refused requests. {"timed-out":1}');
    expect(logger.lines[1]).toBe('info The listener refused requests. {"wrong-path":240,"timed-out":59}');
    await clock.advance(600_000);
    expect(logger.lines).toHaveLength(11);
    expect(clock.pendingCount).toBe(0);
  });

  it("says nothing more once closed", async () => {
    const clock = new FakeClock();
    const logger = createMemoryLogger();
    const log = new RefusalLog(clock, logger);
    log.note("wrong-path");
    log.note("wrong-path");
    log.close();
    await clock.advance(120_000);
    expect(logger.lines).toHaveLength(1);
    expect(clock.pendingCount).toBe(0);
  });
});
