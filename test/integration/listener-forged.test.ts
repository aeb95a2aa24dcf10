import { Agent, request as requestHttp } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IntakeRequest } from "../../app/broadcast/intake.ts";
import { signBody } from "../../app/broadcast/signature.ts";
import type { Random } from "../../app/platform/ports.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { below, pick } from "../unit/broadcast/support/chance.ts";
import { type ListenerBench, startListenerBench } from "../unit/broadcast/support/listener-bench.ts";
import { sampleBody, samplePath, sampleRequest, sampleSecret } from "../unit/broadcast/support/sample-broadcast.ts";

const seed = 20_260_105;
const forgeries = 10_000;
const goodAmongThem = 100;
const workers = 8;
const megabyte = 1_048_576;

type Forge = (body: Buffer, random: Random) => IntakeRequest;

/** A body that was changed on the way, under the signature of the original. */
function altered(body: Buffer, change: Uint8Array): IntakeRequest {
  return sampleRequest(change, { headers: { "X-Noko-Signature": signBody(sampleSecret, body) } });
}

function claimed(body: Buffer, signature: string): IntakeRequest {
  return sampleRequest(body, { headers: { "X-Noko-Signature": signature } });
}

const forge: readonly Forge[] = [
  function flipBitsOfBody(body, random) {
    const change = Buffer.from(body);
    const at = below(random, change.length);
    change.writeUInt8(change.readUInt8(at) ^ (1 + below(random, 255)), at);
    return altered(body, change);
  },
  function flipBitsOfSignature(body, random) {
    const digits = Buffer.from(signBody(sampleSecret, body), "hex");
    const at = below(random, digits.length);
    digits.writeUInt8(digits.readUInt8(at) ^ (1 + below(random, 255)), at);
    return claimed(body, digits.toString("hex"));
  },
  (body, random) => altered(body, body.subarray(0, below(random, body.length))),
  (body, random) => altered(body, body.subarray(1 + below(random, body.length - 1))),
  (body, random) => altered(body, Buffer.concat([body, random.bytes(1 + below(random, 64))])),
  (body, random) => altered(body, random.bytes(1 + below(random, 600))),
  (body, random) => altered(body, Buffer.from(body.toString().replaceAll(",", `,${" ".repeat(1 + below(random, 3))}`))),
  (body) => altered(body, Buffer.from(body.toString().replace("timer.running", "timer.stopped"))),
  (body) => claimed(body, `A${signBody(sampleSecret, body).slice(1)}`),
  (body, random) => claimed(body, signBody(sampleSecret, body).slice(0, below(random, 64))),
  (body) => claimed(body, `sha256=${signBody(sampleSecret, body)}`),
  (body, random) => claimed(body, Buffer.from(random.bytes(32)).toString("hex")),
  (body, random) => sampleRequest(body, { secret: Buffer.from(random.bytes(16)).toString("hex") }),
  (body) => sampleRequest(body, { secret: "" }),
  (body) => sampleRequest(body, { secret: sampleSecret.toUpperCase() }),
  (body) => sampleRequest(body, { headers: { "X-Noko-Signature": null } }),
  function changeLetterOfPath(body, random) {
    const at = 3 + below(random, 43);
    const letter = samplePath[at] === "Z" ? "Y" : "Z";
    return sampleRequest(body, { target: samplePath.slice(0, at) + letter + samplePath.slice(at + 1) });
  },
  (body, random) => sampleRequest(body, { target: samplePath.slice(0, below(random, samplePath.length - 1) + 1) }),
];

interface Shot {
  readonly request: IntakeRequest;
  readonly isGood: boolean;
}

/** The same shots at every run: which forgery, which bit, and where the good ones stand among them. */
function* shots(): Generator<Shot> {
  const random = seededRandom(seed);
  const spacing = forgeries / goodAmongThem;
  for (let index = 0; index < forgeries; index += 1) {
    if (index % spacing === 0) {
      yield { request: sampleRequest(sampleBody({ projectId: 500_000 + index }, Date.now())), isGood: true };
    }
    const body = sampleBody({ projectId: 1 + below(random, 99_999) }, Date.now());
    yield { request: pick(random, forge)(body, random), isGood: false };
  }
}

function send(port: number, agent: Agent, { method, target, rawHeaders, body }: IntakeRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = Object.fromEntries(
      rawHeaders.flatMap((name, index, all) => (index % 2 === 0 ? [[name, all[index + 1] ?? ""]] : [])),
    );
    const request = requestHttp({ host: "127.0.0.1", port, agent, method, path: target, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    request.on("error", reject);
    request.end(body);
  });
}

describe("10,000 forgeries with a good broadcast among every hundred", () => {
  let bench: ListenerBench;
  const agent = new Agent({ keepAlive: true, maxSockets: workers });

  beforeAll(async () => {
    bench = await startListenerBench();
  });
  afterAll(async () => {
    agent.destroy();
    await bench.close();
  });

  it("accepts all of the good ones and nothing else, without growing", { timeout: 120_000 }, async () => {
    const source = shots();
    const statuses = { good: new Map<number, number>(), forged: new Map<number, number>() };
    let sent = 0;
    let rssAfterWarmUp = 0;

    async function work(): Promise<void> {
      for (const { request, isGood } of source) {
        const status = await send(bench.listener.port, agent, request);
        const expected = isGood ? statuses.good : statuses.forged;
        expected.set(status, (expected.get(status) ?? 0) + 1);
        sent += 1;
        if (sent === forgeries / 10) rssAfterWarmUp = process.memoryUsage.rss();
      }
    }
    await Promise.all(Array.from({ length: workers }, work));

    expect(Object.fromEntries(statuses.good)).toEqual({ 200: goodAmongThem });
    expect([...statuses.forged.keys()].toSorted((one, other) => one - other)).toEqual([401, 404]);
    expect([...statuses.forged.values()].reduce((sum, count) => sum + count, 0)).toBe(forgeries);
    expect(bench.effects).toHaveLength(goodAmongThem);
    expect(
      bench.effects.every((effect) => effect.kind === "changed" && /\/5\d{5}\/timer$/.test(effect.subjectUrl)),
    ).toBe(true);
    expect(bench.logger.lines.length).toBeLessThanOrEqual(1);
    const grownBy = (process.memoryUsage.rss() - rssAfterWarmUp) / megabyte;
    expect(grownBy).toBeLessThanOrEqual(32);
  });
});
