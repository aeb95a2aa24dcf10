import { describe, expect, test } from "vitest";
import { createPanelMonitor, panelPatience, type PanelState } from "../../../app/linux/panel-monitor.ts";
import { FakeClock } from "../../support/fake-clock.ts";

function bench(atLogin = false) {
  const clock = new FakeClock();
  const did: string[] = [];
  const world = { away: true };
  const monitor = createPanelMonitor({
    clock,
    patienceMilliseconds: panelPatience(atLogin),
  });
  monitor.onMissing(() => {
    if (!world.away) return;
    did.push(`window at ${clock.passed / 1000}`);
    world.away = false;
  });
  monitor.onChange(() => did.push(monitor.state()));
  return { clock, did, world, monitor };
}

interface Case {
  readonly name: string;
  readonly atLogin?: boolean;
  /** What is heard, and at which second after the start. */
  readonly heard: readonly (readonly [second: number, state: PanelState])[];
  readonly did: readonly string[];
}

const cases: readonly Case[] = [
  { name: "a panel that is there at once", heard: [[2, "there"]], did: ["there"] },
  { name: "no panel, started by hand", heard: [[2, "none"]], did: ["none", "window at 5"] },
  { name: "no panel, started at the login", atLogin: true, heard: [[2, "none"]], did: ["none", "window at 15"] },
  {
    name: "a panel that comes up with the login",
    atLogin: true,
    heard: [
      [2, "none"],
      [12, "there"],
    ],
    did: ["none", "there"],
  },
  {
    name: "a panel that comes too late",
    heard: [
      [2, "none"],
      [60, "there"],
    ],
    did: ["none", "window at 5", "there"],
  },
  { name: "no session bus", heard: [[0, "none"]], did: ["none", "window at 5"] },
  { name: "known late, by an unwilling bus", heard: [[30, "none"]], did: ["none", "window at 30"] },
  {
    name: "the same heard again",
    heard: [
      [0, "none"],
      [4, "none"],
      [20, "none"],
    ],
    did: ["none", "window at 5"],
  },
];

describe("a desktop and its panel", () => {
  test.each(cases)("$name", async ({ atLogin = false, heard, did: expected }) => {
    const { clock, did, monitor } = bench(atLogin);
    for (const [second, state] of heard) {
      await clock.advance(second * 1000 - clock.passed);
      monitor.heard(state);
    }
    await clock.advance(600_000);
    expect(did).toEqual(expected);
  });

  test("a window that is found already is left alone, and closing it later is the person's own will", async () => {
    const { clock, did, world, monitor } = bench();
    world.away = false;
    monitor.heard("none");
    await clock.advance(10_000);
    world.away = true;
    await clock.advance(600_000);
    expect(did).toEqual(["none"]);
  });

  test("a window that was put away before that was known is brought back", async () => {
    const { clock, did, world, monitor } = bench();
    world.away = false;
    await clock.advance(2_000);
    world.away = true;
    monitor.heard("none");
    await clock.advance(600_000);
    expect(did).toEqual(["none", "window at 5"]);
  });
});
