import type { IntakeRequest } from "../../../../app/broadcast/intake.ts";
import { signBody } from "../../../../app/broadcast/signature.ts";
import { bytesOf, chunked, headOf, type RawScript } from "./raw-client.ts";
import { sampleBody, sampleHost, samplePath, sampleRequest } from "./sample-broadcast.ts";

/** One way of being wrong (or odd, and yet right). `serial` makes each request a different one. */
export interface RequestClass {
  readonly name: string;
  /** 0: the connection ends without an answer. */
  readonly status: number;
  readonly script: (serial: number) => RawScript;
  /** What the mirror may be asked to do, by the first time that the bytes are seen; nothing where left out. */
  readonly effect?: "changed" | "reconcile";
}

type Changes = Parameters<typeof sampleRequest>[1];

const nonce = "n".repeat(32);

function body(serial: number): Buffer {
  return sampleBody({ projectId: 1_000 + serial }, Date.now());
}

function request(serial: number, changes: Changes): IntakeRequest {
  return sampleRequest(body(serial), changes);
}

/** A good request with something else in place of some of its parts. */
function changed(name: string, status: number, changes: Changes): RequestClass {
  return { name, status, script: (serial) => [bytesOf(request(serial, changes))] };
}

function withHeader(name: string, status: number, headers: Readonly<Record<string, string | null>>): RequestClass {
  return changed(name, status, { headers });
}

/** A good request with one more header line, even if there is one of that name. */
function withMore(name: string, status: number, line: (good: IntakeRequest) => string): RequestClass {
  return { name, status, script: (serial) => [insertLine(request(serial, {}), line)] };
}

function insertLine(good: IntakeRequest, line: (good: IntakeRequest) => string): Buffer {
  const [first = "", ...rest] = bytesOf(good).toString("latin1").split("\r\n");
  return Buffer.from([first, line(good), ...rest].join("\r\n"), "latin1");
}

function signatureOf(good: IntakeRequest): string {
  return signBody("a-secret-that-the-account-gave-once", good.body);
}

/** Bytes that are no HTTP, or nearly. */
function raw(name: string, status: number, text: string | Uint8Array): RequestClass {
  return { name, status, script: () => [text] };
}

/** A body that is rightly signed and says nothing of use. */
function signed(
  name: string,
  status: number,
  make: (serial: number) => string | Uint8Array,
  effect?: "changed" | "reconcile",
): RequestClass {
  const script = (serial: number): RawScript => [bytesOf(sampleRequest(Buffer.from(make(serial))))];
  return effect === undefined ? { name, status, script } : { name, status, script, effect };
}

/** A genuine body with some fields replaced; undefined removes. */
function edited(serial: number, fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.assign({}, JSON.parse(body(serial).toString()), fields));
}

const forged: readonly RequestClass[] = [
  {
    name: "a flipped bit in the body",
    status: 401,
    script: (serial) => {
      const good = request(serial, {});
      const altered = Buffer.from(good.body);
      const at = (serial * 37) % altered.length;
      altered.writeUInt8(altered.readUInt8(at) ^ (1 << (serial % 8)), at);
      return [bytesOf({ ...good, body: altered })];
    },
  },
  {
    name: "a flipped bit in the signature",
    status: 401,
    script: (serial) => {
      const good = request(serial, {});
      const digits = Buffer.from(signatureOf(good), "hex");
      digits.writeUInt8(digits.readUInt8(serial % 32) ^ 1, serial % 32);
      return [bytesOf(sampleRequest(good.body, { headers: { "X-Noko-Signature": digits.toString("hex") } }))];
    },
  },
  changed("another secret", 401, { secret: "another" }),
  changed("an empty secret", 401, { secret: "" }),
  {
    name: "the signature of another broadcast",
    status: 401,
    script: (serial) => [bytesOf({ ...request(serial, {}), body: body(serial + 1) })],
  },
  {
    name: "the same JSON written otherwise",
    status: 401,
    script: (serial) => {
      const good = request(serial, {});
      const spaced = Buffer.from(good.body.toString().replaceAll('":', '" :'));
      return [bytesOf(sampleRequest(spaced, { headers: { "X-Noko-Signature": signatureOf(good) } }))];
    },
  },
  {
    name: "a truncated body",
    status: 401,
    script: (serial) => {
      const good = request(serial, {});
      const cut = good.body.subarray(0, -1);
      return [bytesOf(sampleRequest(cut, { headers: { "X-Noko-Signature": signatureOf(good) } }))];
    },
  },
  withHeader("no signature", 401, { "X-Noko-Signature": null }),
  withHeader("an empty signature", 401, { "X-Noko-Signature": "" }),
  withHeader("a short signature", 401, { "X-Noko-Signature": "ab".repeat(31) }),
  withHeader("a long signature", 401, { "X-Noko-Signature": "ab".repeat(33) }),
  {
    name: "an upper-case signature",
    status: 401,
    script: (serial) => {
      const good = request(serial, {});
      return [bytesOf(sampleRequest(good.body, { headers: { "X-Noko-Signature": signatureOf(good).toUpperCase() } }))];
    },
  },
  {
    name: "a signature with a prefix",
    status: 401,
    script: (serial) => {
      const good = request(serial, {});
      return [bytesOf(sampleRequest(good.body, { headers: { "X-Noko-Signature": `sha256=${signatureOf(good)}` } }))];
    },
  },
  withMore("a doubled signature", 401, (good) => `X-Noko-Signature: ${signatureOf(good)}`),
  withMore("a wrong signature before the right one", 401, () => `X-Noko-Signature: ${"0".repeat(64)}`),
];

const misdirected: readonly RequestClass[] = [
  withHeader("no Host", 400, { Host: null }),
  withMore("two Hosts", 400, () => `Host: ${sampleHost}`),
  withHeader("a stranger's Host", 421, { Host: "stranger.example" }),
  withHeader("a rebound name as Host", 421, { Host: "127.0.0.1" }),
  withHeader("a Host with a trailing dot", 421, { Host: `${sampleHost}.` }),
  changed("another path", 404, { target: `/b/${"B".repeat(43)}` }),
  changed("the root", 404, { target: "/" }),
  changed("a path with a query", 404, { target: `${samplePath}?x` }),
  changed("the absolute form", 404, { target: `http://${sampleHost}${samplePath}` }),
  changed("a probe with a short nonce", 404, { method: "GET", target: `${samplePath}/probe/x` }),
  ...["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"].map((method) =>
    changed(`the method ${method}`, 405, { method }),
  ),
  changed("a broadcast to the probe", 405, { target: `${samplePath}/probe/${nonce}` }),
  {
    name: "an upgrade to a WebSocket",
    status: 405,
    script: () => [
      `GET ${samplePath} HTTP/1.1\r\nHost: ${sampleHost}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    ],
  },
  raw("CONNECT", 0, `CONNECT ${sampleHost}:443 HTTP/1.1\r\nHost: ${sampleHost}\r\n\r\n`),
  withHeader("a page's Origin", 403, { Origin: "https://page.example" }),
  withHeader("an opaque Origin", 403, { Origin: "null" }),
  withHeader("a page's Sec-Fetch-Site", 403, { "Sec-Fetch-Site": "cross-site" }),
  withHeader("a page's Sec-Fetch-Mode", 403, { "sec-fetch-mode": "no-cors", "sec-fetch-site": "cross-site" }),
];

const mistyped: readonly RequestClass[] = [
  withHeader("no type", 415, { "Content-Type": null }),
  withHeader("the type of a form", 415, { "Content-Type": "application/x-www-form-urlencoded" }),
  withHeader("another charset", 415, { "Content-Type": "application/json; charset=utf-16" }),
  withMore("two types", 415, () => "Content-Type: application/json"),
  withHeader("gzip", 415, { "Content-Encoding": "gzip" }),
  withHeader("br", 415, { "Content-Encoding": "br" }),
  withHeader("an Expect of something else", 417, { Expect: "bogus" }),
];

const oversized: readonly RequestClass[] = [
  withHeader("20 MB announced", 413, { "Content-Length": "20000000" }),
  withHeader("one byte too many announced", 413, { "Content-Length": "16385" }),
  withHeader("20 MB announced, asking to continue", 413, { "Content-Length": "20000000", Expect: "100-continue" }),
  {
    name: "1 MB in chunks",
    status: 413,
    script: (serial) => {
      const big = Buffer.alloc(1_000_000, 0x20);
      const good = sampleRequest(body(serial), { headers: { "Content-Length": null, "Transfer-Encoding": "chunked" } });
      return [headOf(good), chunked(big, 8_192)];
    },
  },
  {
    name: "one byte too many in chunks, rightly signed",
    status: 413,
    script: () => {
      const big = Buffer.alloc(16_385, 0x20);
      const good = sampleRequest(big, { headers: { "Content-Length": null, "Transfer-Encoding": "chunked" } });
      return [headOf(good), chunked(big, 1_000)];
    },
  },
  withHeader("a header of 20 KB", 431, { "X-Long": "x".repeat(20_000) }),
  changed("a path of 20 KB", 431, { target: `/${"x".repeat(20_000)}` }),
  {
    name: "two thousand headers",
    status: 431,
    script: (serial) => [
      insertLine(request(serial, {}), () => Array.from({ length: 2_000 }, (_, index) => `X-${index}: y`).join("\r\n")),
    ],
  },
];

const start = `POST ${samplePath} HTTP/1.1\r\nHost: ${sampleHost}\r\n`;

const smuggled: readonly RequestClass[] = [
  withHeader("a length and chunks", 400, { "Transfer-Encoding": "chunked" }),
  withMore("two lengths", 400, () => "Content-Length: 5"),
  withMore("the same length twice", 400, (good) => `Content-Length: ${good.body.byteLength}`),
  withHeader("a list of lengths", 400, { "Content-Length": "5, 5" }),
  withHeader("a negative length", 400, { "Content-Length": "-1" }),
  withHeader("a signed length", 400, { "Content-Length": "+5" }),
  withHeader("a hexadecimal length", 400, { "Content-Length": "0x10" }),
  withHeader("an unknown transfer encoding", 415, { "Content-Length": null, "Transfer-Encoding": "xchunked" }),
  withHeader("chunks that are not last", 400, { "Content-Length": null, "Transfer-Encoding": "chunked, gzip" }),
  raw("bare line feeds", 400, `POST ${samplePath} HTTP/1.1\nHost: ${sampleHost}\n\n`),
  raw("a folded header", 400, `${start}X-Folded: a\r\n b\r\n\r\n`),
  raw("white space before the colon", 400, `${start}Content-Length : 5\r\n\r\nhello`),
  raw("a NUL in a header", 400, `${start}X-Nul: a\0b\r\n\r\n`),
  raw("a bare carriage return in a header", 400, `${start}X-Cr: a\rb\r\n\r\n`),
  raw(
    "a chunk size that is no number",
    400,
    `${start}Content-Type: application/json\r\nX-Noko-Signature: ${"a".repeat(64)}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
  ),
  raw(
    "a chunk size beyond all bounds",
    400,
    `${start}Content-Type: application/json\r\nX-Noko-Signature: ${"a".repeat(64)}\r\nTransfer-Encoding: chunked\r\n\r\n${"f".repeat(17)}\r\n`,
  ),
  raw("an unknown method", 400, `BROADCAST ${samplePath} HTTP/1.1\r\nHost: ${sampleHost}\r\n\r\n`),
  raw("a version that does not exist", 400, `POST ${samplePath} HTTP/9.9\r\nHost: ${sampleHost}\r\n\r\n`),
  raw("HTTP/0.9", 400, `GET ${samplePath}\r\n\r\n`),
  raw("an HTTP/2 preface", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  raw("a TLS hello", 400, Uint8Array.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, 0x55])),
  raw("an SSH greeting", 400, "SSH-2.0-OpenSSH_9.2\r\n"),
  raw("zeros", 400, new Uint8Array(64)),
];

const signedButWrong: readonly RequestClass[] = [
  signed("signed: nothing", 400, () => ""),
  signed("signed: a text", 400, (serial) => `timer ${serial}`),
  signed("signed: half a broadcast", 400, (serial) => body(serial).subarray(0, 100)),
  signed("signed: broken UTF-8", 400, (serial) =>
    Buffer.concat([body(serial).subarray(0, 60), Buffer.from([0xff, 0xc0]), body(serial).subarray(60)]),
  ),
  signed("signed: a byte order mark", 400, (serial) => `\uFEFF${body(serial).toString()}`),
  signed("signed: a list", 422, (serial) => `[${body(serial).toString()}]`),
  signed("signed: null", 422, (serial) => `${" ".repeat(serial)}null`),
  signed("signed: no subject", 422, (serial) => edited(serial, { subject: undefined })),
  signed("signed: no subject.url", 422, (serial) => edited(serial, { subject: { type: "timer" } })),
  signed("signed: a sent_at that is no instant", 422, (serial) => edited(serial, { sent_at: "soon" })),
  signed("signed: no last_event", 422, (serial) => edited(serial, { last_event: undefined })),
  signed("signed: all of it under __proto__", 422, (serial) => `{"__proto__":${body(serial).toString()}}`),
  signed("signed: 7,000 levels deep", 422, (serial) => `${" ".repeat(serial)}${"[".repeat(7_000)}${"]".repeat(7_000)}`),
  signed(
    "signed: numbers beyond all bounds",
    200,
    (serial) => `{"x":1e308,"y":-1e999,${body(serial).toString().slice(1)}`,
    "changed",
  ),
  signed("signed: an event we do not know", 200, (serial) => edited(serial, { last_event: "timer.new" }), "reconcile"),
  signed(
    "signed: a subject we do not know",
    200,
    (serial) => edited(serial, { subject: { type: "invoice", url: `https://api.nokotime.com/v2/invoices/${serial}` } }),
    "reconcile",
  ),
  signed(
    "signed: a subject elsewhere",
    200,
    (serial) => edited(serial, { subject: { type: "timer", url: `https://evil.example/v2/projects/${serial}/timer` } }),
    "reconcile",
  ),
  signed("signed: years old", 200, (serial) => edited(serial, { sent_at: "2020-09-30T15:19:28Z" }), "reconcile"),
];

const odd: readonly RequestClass[] = [
  { name: "good", status: 200, effect: "changed", script: (serial) => [bytesOf(request(serial, {}))] },
  {
    name: "good: byte by byte",
    status: 200,
    effect: "changed",
    script: (serial) => bytesOf(request(serial, {})).toString("latin1"),
  },
  {
    name: "good: in chunks",
    status: 200,
    effect: "changed",
    script: (serial) => {
      const good = sampleRequest(body(serial), { headers: { "Content-Length": null, "Transfer-Encoding": "chunked" } });
      return [headOf(good), chunked(good.body, 7)];
    },
  },
  {
    ...withHeader("good: with a charset", 200, { "Content-Type": "application/json; charset=utf-8" }),
    effect: "changed",
  },
  { ...withHeader("good: asking to continue", 200, { Expect: "100-continue" }), effect: "changed" },
  {
    ...withHeader("good: with what proxies add", 200, {
      "X-Forwarded-For": "203.0.113.7",
      "X-Forwarded-Proto": "https",
      Forwarded: "for=203.0.113.7",
      Via: "1.1 relay",
    }),
    effect: "changed",
  },
];

/** Everything that takes the limits of the server to end: so many milliseconds between two bytes. */
export const slowClasses: readonly RequestClass[] = [
  { name: "silence", status: 408, script: () => [] },
  { name: "half a request line", status: 408, script: () => ["POST /b/"] },
  { name: "headers in drips", status: 408, script: () => drips(start, 400) },
  {
    name: "a body in drips",
    status: 408,
    script: (serial) => [headOf(request(serial, {})), ...drips(body(serial).toString(), 400)],
  },
  { name: "a body that never comes", status: 408, script: (serial) => [headOf(request(serial, {}))] },
  {
    name: "chunks that never end",
    status: 408,
    script: (serial) => [
      headOf(sampleRequest(body(serial), { headers: { "Content-Length": null, "Transfer-Encoding": "chunked" } })),
      ...drips("1\r\nx\r\n".repeat(100), 400),
    ],
  },
];

function drips(text: string, pause: number): readonly (string | number)[] {
  return Array.from(text).flatMap((character) => [character, pause]);
}

export const quickClasses: readonly RequestClass[] = [
  ...forged,
  ...misdirected,
  ...mistyped,
  ...oversized,
  ...smuggled,
  ...signedButWrong,
  ...odd,
];
