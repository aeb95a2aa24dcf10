import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ListenerBench, startListenerBench } from "../unit/broadcast/support/listener-bench.ts";
import { quickClasses, type RequestClass, slowClasses } from "../unit/broadcast/support/malformed-classes.ts";
import { exchangeRaw, type RawAnswer } from "../unit/broadcast/support/raw-client.ts";

const rounds = 5;
/** The longest that a connection may outlive its answer, in milliseconds. */
const openAtMost = 10_000;

// One test after the other: the last ones are about all that came before.
describe("every way of asking wrongly", { shuffle: false }, () => {
  let bench: ListenerBench;
  const answers: RawAnswer[] = [];
  let serial = 0;

  beforeAll(async () => {
    bench = await startListenerBench();
  });
  afterAll(() => bench.close());

  async function ask({ script }: RequestClass): Promise<RawAnswer> {
    serial += 1;
    const answer = await exchangeRaw(bench.listener.port, script(serial));
    answers.push(answer);
    return answer;
  }

  it("has more than 45 classes", () => {
    expect(new Set(quickClasses.map(({ name }) => name)).size).toBe(quickClasses.length);
    expect(quickClasses.length + slowClasses.length).toBeGreaterThan(90);
  });

  it.each(quickClasses)("$name: $status", async (requestClass) => {
    const before = bench.effects.length;
    for (let round = 0; round < rounds; round += 1) {
      const { status, head, body } = await ask(requestClass);
      expect(status).toBe(requestClass.status);
      expect(body).toBe("");
      expect(head).not.toMatch(/^(?:server|date|x-powered-by|access-control-[a-z-]+):/im);
    }
    const caused = bench.effects.slice(before).map(({ kind }) => kind);
    expect([...new Set(caused)]).toEqual(requestClass.effect === undefined ? [] : [requestClass.effect]);
  });

  it("ends the slow ones by its limits", async () => {
    const slow = await Promise.all(
      slowClasses.flatMap((requestClass) =>
        Array.from({ length: rounds }, async () => ({ requestClass, answer: await ask(requestClass) })),
      ),
    );
    expect(slow.map(({ requestClass, answer }) => [requestClass.name, answer.status])).toEqual(
      slow.map(({ requestClass }) => [requestClass.name, requestClass.status]),
    );
  });

  it("leaves no connection open, although no client ends its own", async () => {
    expect(answers.length).toBe((quickClasses.length + slowClasses.length) * rounds);
    const limit = new Promise<string>((resolve) => setTimeout(() => resolve("still open"), openAtMost).unref());
    const allClosed = Promise.all(answers.map(({ closed }) => closed))
      .then(() => bench.deserted())
      .then(() => "closed");
    expect(await Promise.race([allClosed, limit])).toBe("closed");
  });

  it("tells the log of all this in one line, without a path or a signature in it", () => {
    expect(bench.logger.lines.length).toBeLessThanOrEqual(1);
    expect(bench.logger.lines.join("\n")).not.toMatch(/\/b\/|[0-9a-f]{64}/);
  });
});
