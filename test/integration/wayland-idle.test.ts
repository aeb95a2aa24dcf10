/** A compositor's word on input, over a real socket, in both protocols. */
import { expect, onTestFinished, test } from "vitest";
import { createWaylandIdleSource } from "../../app/linux/wayland-idle.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type FakeCompositor, type FakeCompositorOptions, startFakeCompositor } from "../support/fake-compositor.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { RecordedIdle } from "../support/recorded-idle.ts";

const clock = new FakeClock();
const seat = { wl_compositor: 5, wl_seat: 8 };
const offers = {
  wayland: { ...seat, ext_idle_notifier_v1: 2 },
  kde: { org_kde_kwin_idle: 1, ...seat },
} as const;

async function open(kind: keyof typeof offers, options: Partial<FakeCompositorOptions> = {}) {
  const compositor = await startFakeCompositor({ globals: offers[kind], ...options });
  onTestFinished(() => compositor.close());
  const recorded = new RecordedIdle([60_000, 600_000], clock);
  const source = createWaylandIdleSource(compositor.socketPath, kind, createMemoryLogger(), clock);
  return { compositor, recorded, opening: source.open(recorded.watch) };
}

const kinds = ["wayland", "kde"] as const;

test.each(kinds.flatMap((kind) => [1, 3, 4_096].map((chunk) => [kind, chunk] as const)))(
  "%s, %i bytes at a time: both spans are asked for, and both events understood",
  async (kind, chunk) => {
    const { compositor, recorded, opening } = await open(kind, { chunk });
    const close = await opening;
    expect(compositor.asked.map(({ span }) => span)).toEqual([60_000, 600_000]);
    // The oldest version of each: any compositor has it.
    expect(compositor.bound.toSorted()).toEqual(
      [`${kind === "kde" ? "org_kde_kwin_idle" : "ext_idle_notifier_v1"} 1`, "wl_seat 1"].toSorted(),
    );
    compositor.idled(0);
    compositor.idled(1);
    compositor.resumed(0);
    expect(await recorded.until(3)).toEqual(["idle 60000 of 60000", "idle 600000 of 600000", "active"]);
    close();
  },
);

test.each(kinds)("%s is refused where the compositor does not offer it, or has no seat", async (kind) => {
  const without = await open(kind, { globals: seat });
  await expect(without.opening).rejects.toThrow("The compositor has no");
  const seatless = await open(kind, { globals: { ext_idle_notifier_v1: 1, org_kde_kwin_idle: 1 } });
  await expect(seatless.opening).rejects.toThrow("The compositor has no");
  expect([...without.recorded.lines, ...seatless.recorded.lines]).toEqual([]);
});

test.each<readonly [string, (compositor: FakeCompositor) => void]>([
  ["ends the connection", (compositor) => compositor.drop()],
  [
    "ends it in the middle of a message",
    (compositor) => {
      compositor.raw(Buffer.from([3, 0, 0]));
      compositor.drop();
    },
  ],
  ["reports an error", (compositor) => compositor.error()],
  ["sends a message shorter than its head", (compositor) => compositor.raw(Buffer.from([9, 0, 0, 0, 0, 0, 4, 0]))],
  ["sends a length that is no number of words", (compositor) => compositor.raw(Buffer.from([9, 0, 0, 0, 0, 0, 9, 0]))],
  ["sends a message longer than any", (compositor) => compositor.raw(Buffer.from([9, 0, 0, 0, 0, 0, 0, 255]))],
])("a compositor that %s is lost, once", async (_name, act) => {
  const { compositor, recorded, opening } = await open("wayland");
  await opening;
  act(compositor);
  expect(await recorded.until(1)).toEqual(["lost"]);
});

test("events of things that were not asked for say nothing", async () => {
  const { compositor, recorded, opening } = await open("wayland");
  const close = await opening;
  compositor.raw(Buffer.from([99, 0, 0, 0, 0, 0, 8, 0]));
  compositor.idled(0);
  expect(await recorded.until(1)).toEqual(["idle 60000 of 60000"]);
  close();
});

test("one that ends before it has answered is refused, not lost", async () => {
  const { recorded, opening } = await open("wayland", { isDying: true });
  await expect(opening).rejects.toThrow("ended the connection");
  expect(recorded.lines).toEqual([]);
});

test("nobody listens there", async () => {
  const recorded = new RecordedIdle([60_000], clock);
  const source = createWaylandIdleSource("/nowhere/wayland-0", "wayland", createMemoryLogger(), clock);
  await expect(source.open(recorded.watch)).rejects.toThrow("ended the connection");
  expect(recorded.lines).toEqual([]);
});
