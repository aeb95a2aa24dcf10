import { describe, expect, it } from "vitest";
import { decodeBroadcast } from "../../../app/broadcast/envelope.ts";
import { broadcastExample } from "../../support/documentation-examples.ts";

function decodeText(text: string): ReturnType<typeof decodeBroadcast> {
  return decodeBroadcast(Buffer.from(text));
}

function decodeJson(value: unknown): ReturnType<typeof decodeBroadcast> {
  return decodeText(JSON.stringify(value));
}

describe("decodeBroadcast", () => {
  it("reads the documentation's example", () => {
    expect(decodeJson(broadcastExample)).toEqual({
      kind: "broadcast",
      broadcast: {
        receiverId: 77885522,
        receiverName: "Da Best Timer Sync",
        sentAt: Date.UTC(2020, 8, 30, 15, 19, 28),
        lastEvent: "timer.running",
        subjectType: "timer",
        subjectUrl: "https://api.nokotime.com/v2/projects/37396/timer",
      },
    });
  });

  it.each([
    ["additional fields", { ...broadcastExample, retries: 3, subject: { ...broadcastExample.subject, id: 4 } }],
    ["fractions of a second", { ...broadcastExample, sent_at: "2020-09-30T15:19:28.000Z" }],
    ["an explicit offset", { ...broadcastExample, sent_at: "2020-09-30T15:19:28+00:00" }],
  ])("tolerates %s", (_name, value) => {
    expect(decodeJson(value)).toEqual(decodeJson(broadcastExample));
  });

  it.each([
    ["no receiver", { ...broadcastExample, broadcast_receiver: undefined }],
    ["a receiver of null", { ...broadcastExample, broadcast_receiver: null }],
    ["a receiver that is a text", { ...broadcastExample, broadcast_receiver: "x" }],
    ["an id beyond exact numbers", { ...broadcastExample, broadcast_receiver: { id: 1e308, name: "x" } }],
  ])("does without the receiver: %s", (_name, value) => {
    expect(decodeJson(value)).toMatchObject({ kind: "broadcast", broadcast: { receiverId: null, receiverName: null } });
  });

  it.each([
    ["nothing", ""],
    ["white space", " \n"],
    ["a text", "timer"],
    ["half of it", JSON.stringify(broadcastExample).slice(0, 100)],
    ["two of them", JSON.stringify(broadcastExample).repeat(2)],
    ["a byte order mark", `\uFEFF${JSON.stringify(broadcastExample)}`],
    ["single quotes", "{'subject':1}"],
    ["not a number", '{"sent_at":NaN}'],
  ])("calls %s not JSON", (_name, text) => {
    expect(decodeText(text)).toEqual({ kind: "not-json" });
  });

  it.each([
    ["a lone continuation byte", [0x22, 0x80, 0x22]],
    ["an overlong slash", [0x22, 0xc0, 0xaf, 0x22]],
    ["a surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["a cut sequence", [0x22, 0xe2, 0x82, 0x22]],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])("calls bytes that are no UTF-8 not JSON: %s", (_name, bytes) => {
    expect(decodeBroadcast(Uint8Array.from(bytes))).toEqual({ kind: "not-json" });
  });

  it.each([
    ["null", null],
    ["a number", 1e308],
    ["an array", [broadcastExample]],
    ["an empty object", {}],
    ["no subject", { ...broadcastExample, subject: undefined }],
    ["a subject of null", { ...broadcastExample, subject: null }],
    ["no subject.url", { ...broadcastExample, subject: { type: "timer" } }],
    ["an empty subject.url", { ...broadcastExample, subject: { type: "timer", url: "" } }],
    ["a subject.url that is a list", { ...broadcastExample, subject: { type: "timer", url: ["https://x"] } }],
    ["no subject.type", { ...broadcastExample, subject: { url: "https://x" } }],
    ["no last_event", { ...broadcastExample, last_event: undefined }],
    ["a last_event that is a number", { ...broadcastExample, last_event: 3 }],
    ["no sent_at", { ...broadcastExample, sent_at: undefined }],
    ["a sent_at that is a number", { ...broadcastExample, sent_at: 1_601_479_168 }],
    ["a sent_at without a zone", { ...broadcastExample, sent_at: "2020-09-30T15:19:28" }],
    ["a sent_at in words", { ...broadcastExample, sent_at: "30 Sep 2020 15:19:28 GMT" }],
    ["a thirteenth month", { ...broadcastExample, sent_at: "2020-13-30T15:19:28Z" }],
  ])("calls %s unreadable", (_name, value) => {
    expect(decodeJson(value)).toEqual({ kind: "unreadable" });
  });

  it("finds nothing in __proto__ and leaves prototypes alone", () => {
    const inherited = `{"__proto__":${JSON.stringify(broadcastExample)}}`;
    expect(decodeText(inherited)).toEqual({ kind: "unreadable" });
    const beside = `{"__proto__":{"sent_at":"x"},${JSON.stringify(broadcastExample).slice(1)}`;
    expect(decodeText(beside)).toEqual(decodeJson(broadcastExample));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { sent_at?: unknown }).sent_at).toBeUndefined();
  });

  it("survives 100,000 levels of nesting and numbers beyond all bounds", () => {
    expect(decodeText("[".repeat(100_000) + "]".repeat(100_000)).kind).toBe("unreadable");
    const nested = '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000);
    expect(decodeText(`{"extra":${nested},${JSON.stringify(broadcastExample).slice(1)}`).kind).toBe("broadcast");
    expect(decodeText(`{"extra":1e999,${JSON.stringify(broadcastExample).slice(1)}`).kind).toBe("broadcast");
  });
});
