import { describe, expect, it } from "vitest";
import { createLinkHealth } from "../../../app/link/link-health.ts";
import { createMemorySettings } from "../../../app/platform/memory-stores.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const minute = 60_000;

function bench() {
  const clock = new FakeClock();
  const store = createMemorySettings();
  const health = createLinkHealth({ clock, store });
  /** So long, judged every minute as it would be. */
  const pass = async (minutes: number, state: "live" | "polling"): Promise<void> => {
    for (let passed = 0; passed < minutes; passed += 1) {
      health.shown(state);
      await clock.advance(minute);
      health.shown(state);
    }
  };
  return { clock, store, health, pass };
}

describe("the share of the time that the link was live", () => {
  it("counts while a person is here, and not while they are away or the computer sleeps", async () => {
    const { clock, health, pass } = bench();
    await pass(30, "live");
    await pass(10, "polling");
    health.personIs(false);
    await pass(60, "polling");
    health.personIs(true);
    clock.sleep(8 * 60 * minute);
    health.shown("polling");
    expect(health.report()).toMatchObject({ hereMs: 40 * minute, liveMs: 30 * minute });
  });

  it("is kept across a restart for seven days, and gone after signing out", async () => {
    const { clock, store, health, pass } = bench();
    for (let day = 0; day < 9; day += 1) {
      await pass(2, "live");
      clock.sleep(24 * 60 * minute);
      health.shown("live");
    }
    health.end();
    expect(createLinkHealth({ clock, store }).report()).toMatchObject({ hereMs: 14 * minute, liveMs: 14 * minute });
    health.forget();
    expect(createLinkHealth({ clock, store }).report().hereMs).toBe(0);
  });

  it("is written once an hour, when the account answered, and by nothing else", async () => {
    const { store, health, pass } = bench();
    await pass(120, "live");
    health.note("miss");
    expect(store.get("health")).toBeUndefined();
    health.confirmed();
    expect(store.get("health")).toEqual([expect.objectContaining({ liveMs: 120 * minute })]);
  });

  it("what cannot be read is left out", () => {
    const { clock, store } = bench();
    store.set("health", [{ date: "yesterday" }]);
    expect(createLinkHealth({ clock, store }).report()).toMatchObject({ hereMs: 0, liveMs: 0 });
  });
});

describe("how old what is shown is", () => {
  it("counts from the last comparison; the worst of it stays, but for what nobody saw", async () => {
    const { clock, health, pass } = bench();
    expect(health.report().age).toBeNull();
    health.confirmed();
    await pass(4, "live");
    health.confirmed();
    await pass(1, "live");
    expect(health.report()).toMatchObject({ age: minute, worstAge: 4 * minute });
    clock.sleep(60 * minute);
    health.shown("live");
    expect(health.report()).toMatchObject({ age: null, worstAge: 4 * minute });
  });
});

it("the last 200 events are told, oldest first", async () => {
  const { health } = bench();
  health.shown("live");
  for (let miss = 0; miss < 250; miss += 1) health.note("miss");
  health.shown("polling");
  const { events } = health.report();
  expect(events).toHaveLength(200);
  expect(events.at(-1)?.kind).toBe("lost");
});
