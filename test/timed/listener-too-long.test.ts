import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ListenerBench, startListenerBench } from "../unit/broadcast/support/listener-bench.ts";
import { exchangeRaw, headOf } from "../unit/broadcast/support/raw-client.ts";
import { sampleBody, sampleRequest } from "../unit/broadcast/support/sample-broadcast.ts";

describe("the listener", () => {
  let bench: ListenerBench;

  beforeAll(async () => {
    bench = await startListenerBench();
  });
  afterAll(() => bench.close());

  it("neither waits for the end of a body that is too long nor keeps its connection", async () => {
    const announced = sampleRequest(sampleBody({}, Date.now()), { headers: { "Content-Length": "20000000" } });
    const endless = sampleRequest(sampleBody({}, Date.now()), {
      headers: { "Content-Length": null, "Transfer-Encoding": "chunked" },
    });
    const manyBytes = Buffer.concat([Buffer.from("8000\r\n"), Buffer.alloc(0x80_00, 0x20)]);
    for (const script of [[headOf(announced)], [headOf(endless), manyBytes]]) {
      const { status, milliseconds, closed } = await exchangeRaw(bench.listener.port, script);
      const answeredAt = performance.now();
      await closed;
      expect(status).toBe(413);
      expect(milliseconds + performance.now() - answeredAt).toBeLessThan(3_000);
    }
  });
});
