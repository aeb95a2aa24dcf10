import { describe, expect, it } from "vitest";
import { acceptedRequests, withPublicUrl, withSecret } from "../../../app/broadcast/accepted-requests.ts";
import { webhookReader } from "../../../app/broadcast/reader.ts";
import { webhookPayloadExample, webhookPingExample } from "../../support/documentation-examples.ts";
import { createIntakeBench } from "./support/intake-bench.ts";
import { sampleBody, sampleHost, sampleRequest, sampleSecret } from "./support/sample-broadcast.ts";

const path = `/w/${"w".repeat(43)}`;

function bench() {
  const made = createIntakeBench({ reader: webhookReader() });
  const accepted = withSecret(acceptedRequests(path, null), sampleSecret, 0);
  made.intake.configure(withPublicUrl(accepted, `https://${sampleHost}`, 0));
  const receive = (body: Uint8Array) => made.intake.receive(sampleRequest(body, { target: path }));
  return { ...made, receive };
}

function bodyOf(example: object, at: number): Uint8Array {
  return Buffer.from(JSON.stringify({ ...example, created_at: new Date(at).toISOString() }));
}

describe("what a webhook is sent", () => {
  it("a ping says when it was made, once, however often it comes", () => {
    const { clock, receive, effects } = bench();
    const now = clock.wallNow();
    const ping = bodyOf(webhookPingExample, now);
    expect(receive(ping)).toMatchObject({ status: 200, reason: "pinged", effect: { kind: "pinged", createdAt: now } });
    expect(receive(ping)).toMatchObject({ status: 200, reason: "repeated", effect: { kind: "none" } });
    expect(effects).toEqual([{ kind: "pinged", createdAt: now }]);
  });

  it("one that was sent long ago is answered, and says when as well, once a minute at most", () => {
    const { clock, receive, effects } = bench();
    const now = clock.wallNow();
    const old = now - 3_600_000;
    receive(bodyOf(webhookPingExample, now));
    expect(receive(bodyOf(webhookPingExample, old))).toMatchObject({ status: 200, reason: "stale" });
    expect(receive(bodyOf(webhookPingExample, old - 1_000))).toMatchObject({ status: 200, reason: "stale" });
    expect(effects.slice(1)).toEqual([{ kind: "pinged", createdAt: old }]);
  });

  it("any other type is answered 200, so that the account goes on, and nothing follows", () => {
    const { clock, receive, effects } = bench();
    expect(receive(bodyOf(webhookPayloadExample, clock.wallNow()))).toMatchObject({
      status: 200,
      reason: "unknown-event",
    });
    expect(effects).toEqual([]);
  });

  it.each([
    ["a broadcast", sampleBody({}, 0), 422],
    ["what is no JSON", Buffer.from("{"), 400],
    ["no instant", bodyOf({ type: "webhook.ping" }, 0).subarray(0, 0), 400],
    ["an instant of no zone", Buffer.from('{"type":"webhook.ping","created_at":"2020-07-29T15:19:28"}'), 422],
    ["no type", Buffer.from('{"created_at":"2020-07-29T15:19:28Z"}'), 422],
  ])("%s is refused: %#", (_name, body, status) => {
    const { receive, effects } = bench();
    expect(receive(body).status).toBe(status);
    expect(effects).toEqual([]);
  });
});
