import { describe, expect, it } from "vitest";
import { watchForSilence } from "../../../app/relay/silence-watch.ts";
import { FakeClock } from "../../support/fake-clock.ts";

function createBench() {
  const clock = new FakeClock();
  const socket = { bytesRead: 0 };
  const silences: number[] = [];
  const end = watchForSilence(socket, clock, () => void silences.push(clock.passed));
  return { clock, socket, silences, end };
}

describe("watchForSilence", () => {
  it("notices a server that never says anything after three seconds, once", async () => {
    const { clock, silences } = createBench();
    await clock.advance(60_000);
    expect(silences).toEqual([3_000]);
    expect(clock.pendingCount).toBe(0);
  });

  it("counts anew with each byte", async () => {
    const { clock, socket, silences } = createBench();
    for (let second = 0; second < 10; second += 1) {
      await clock.advance(2_500);
      socket.bytesRead += 1;
    }
    expect(silences).toEqual([]);
    await clock.advance(60_000);
    expect(silences).toEqual([28_500]);
  });

  it("ends when asked to", async () => {
    const { clock, silences, end } = createBench();
    await clock.advance(1_200);
    end();
    expect(clock.pendingCount).toBe(0);
    await clock.advance(60_000);
    expect(silences).toEqual([]);
  });
});
