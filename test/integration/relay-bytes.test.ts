/** What goes in at a relay's public side comes out at the listener, byte for byte and without delay. */
import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { overSsh } from "../../app/relay/create-relay.ts";
import { localhostRun, pinggy, type SshProvider, srvUs } from "../../app/relay/ssh-provider.ts";
import { bodyShapes } from "../support/body-shapes.ts";
import { type FakeDialect, startFakeRelay } from "../support/fake-ssh-relay.ts";
import { Internet } from "../support/internet.ts";
import { startRecorder } from "../support/recorder.ts";
import { startRelay } from "../support/relay-bench.ts";

const farewells: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const farewell of farewells.splice(0).toReversed()) await farewell();
});

const providers: readonly (readonly [FakeDialect, SshProvider])[] = [
  ["srv.us", srvUs],
  ["localhost.run json", localhostRun],
  ["localhost.run cloud events", localhostRun],
  ["localhost.run text", localhostRun],
  ["pinggy", pinggy],
];

async function connected(dialect: FakeDialect, provider: SshProvider) {
  const fake = await startFakeRelay({ dialect });
  farewells.push(() => fake.stop());
  const recorder = await startRecorder();
  farewells.push(() => recorder.close());
  const here: SshProvider = {
    ...provider,
    host: "127.0.0.1",
    port: fake.sshPort,
    trust: { kind: "published", keyType: "ssh-ed25519", fingerprints: [fake.fingerprint] },
  };
  const relay = startRelay((ports) => overSsh(provider.name, [here], ports), recorder.port);
  farewells.push(() => relay.running.stop());
  return { fake, recorder, address: await relay.address(), internet: new Internet([fake]) };
}

describe.each(providers)("through %s", (dialect, provider) => {
  test("ten shapes of bodies arrive as they were sent, with their signature", async () => {
    const { recorder, address, internet, fake } = await connected(dialect, provider);
    expect(address).toBe(fake.addresses()[0]);
    for (const { name, pieces } of bodyShapes) {
      const body = Buffer.concat(pieces);
      const signature = createHmac("sha256", "secret").update(body).digest("hex");
      const sent = pieces.length === 1 ? body : pieces;
      const headers = { "X-Noko-Signature": signature, "Content-Type": "application/json" };
      const answer = await internet.send(`${address}/b/x?y=%2F`, "POST", headers, sent, AbortSignal.timeout(10_000));
      expect({ name, status: answer.status, text: answer.text }).toEqual({ name, status: 200, text: "ok" });
      const got = recorder.requests.at(-1);
      expect({ name, same: got?.body.equals(body) }).toEqual({ name, same: true });
      const computed = createHmac("sha256", "secret")
        .update(got?.body ?? "")
        .digest("hex");
      expect(got?.headers["x-noko-signature"]).toBe(computed);
      expect(got).toMatchObject({ method: "POST", path: "/b/x?y=%2F" });
      expect(got?.headers["host"]).toBe(new URL(address).host);
    }
  });
});

test("the way through SSH adds at most 5 ms to a request", async () => {
  const { recorder, address, internet } = await connected("srv.us", srvUs);
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
