import { expect, onTestFinished, test } from "vitest";
import { srvUs } from "../../app/relay/registry.ts";
import { startRecordedRelay } from "../support/recorded-relay.ts";

test("the path through SSH adds at most 5 ms to a request", async () => {
  const { recorder, address, internet, stop } = await startRecordedRelay("srv.us", srvUs);
  onTestFinished(stop);
  const direct = `http://127.0.0.1:${recorder.port}`;
  const body = Buffer.from("x".repeat(300));
  const times = { direct: [] as number[], relayed: [] as number[] };
  for (let round = 0; round < 120; round += 1) {
    for (const [kind, url] of [
      ["direct", direct],
      ["relayed", address],
    ] as const) {
      const began = performance.now();
      await internet.send(`${url}/b/x`, "POST", {}, body, AbortSignal.timeout(5_000));
      // The first ones warm up both ways.
      if (round >= 20) times[kind].push(performance.now() - began);
    }
  }
  const added = median(times.relayed) - median(times.direct);
  process.stdout.write(`added by SSH: p50 ${added.toFixed(2)} ms (direct ${median(times.direct).toFixed(2)} ms)\n`);
  expect(added).toBeLessThanOrEqual(5);
});

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
