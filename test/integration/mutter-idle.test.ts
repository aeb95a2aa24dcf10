/** GNOME's monitor of input over a real session bus. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMutterSource } from "../../app/linux/mutter-idle.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type FakeMutter, startFakeMutter } from "../support/fake-mutter.ts";
import { busDaemon, type PrivateBus, startPrivateBus } from "../support/private-bus.ts";
import { RecordedIdle } from "../support/recorded-idle.ts";

const clock = new FakeClock();

describe.skipIf(busDaemon.kind === "missing")("Mutter", () => {
  let bus: PrivateBus;
  let mutter: FakeMutter;
  let recorded: RecordedIdle;
  beforeEach(async () => {
    bus = await startPrivateBus();
    mutter = await startFakeMutter(bus.address);
    recorded = new RecordedIdle([60_000, 600_000], clock);
  });
  afterEach(async () => {
    mutter.close();
    await bus.stop();
  });
  const open = () => createMutterSource(bus.address, clock).open(recorded.watch);

  test("it is asked for both spans, and tells since when nobody is there, and who is back", async () => {
    const close = await open();
    expect([...mutter.server.idleWatches.values()]).toEqual([60_000n, 600_000n]);
    mutter.idle(60_250);
    expect(await recorded.until(1)).toEqual(["idle 60250 of 60000"]);
    mutter.idle(600_000);
    await recorded.until(2);
    mutter.active();
    expect(await recorded.until(3)).toEqual(["idle 60250 of 60000", "idle 600000 of 600000", "active"]);
    // And again: the watch for the next use is a new one.
    mutter.idle(61_000);
    await recorded.until(4);
    mutter.active();
    expect((await recorded.until(5)).slice(3)).toEqual(["idle 61000 of 60000", "active"]);
    close();
  });

  test("a shell that ends is lost, and a new one is heard again", async () => {
    await open();
    mutter.close();
    expect(await recorded.until(1)).toEqual(["lost"]);
    mutter = await startFakeMutter(bus.address);
    const close = await open();
    mutter.idle(60_000);
    expect((await recorded.until(2))[1]).toBe("idle 60000 of 60000");
    close();
  });

  test("a bus that ends is lost", async () => {
    await open();
    await bus.stop();
    expect(await recorded.until(1)).toEqual(["lost"]);
  });

  test("closed, nothing is reported any more", async () => {
    const close = await open();
    close();
    mutter.idle(60_000);
    mutter.close();
    await bus.stop();
    expect(recorded.lines).toEqual([]);
  });

  test("a desktop without it is refused", async () => {
    mutter.close();
    await expect(open()).rejects.toThrow("was not provided");
  });
});
