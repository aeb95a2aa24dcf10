import { randomBytes } from "node:crypto";

export interface BodyShape {
  readonly name: string;
  /** One piece is sent with its length, several as chunks. */
  readonly pieces: readonly Buffer[];
}

/** Bodies that something on the way might be tempted to mend. */
export const bodyShapes: readonly BodyShape[] = [
  { name: "nothing", pieces: [Buffer.alloc(0)] },
  { name: "one byte", pieces: [Buffer.from("x")] },
  { name: "a broadcast", pieces: [Buffer.from('{"subject":{"url":"https://api.nokotime.com/v2/timers/1"},"n":1.0}')] },
  {
    name: "escapes as Rails writes them",
    pieces: [Buffer.from(String.raw`{"a":"\u0026 \u003cb\u003e \u2028 \/ \u00e9"}`)],
  },
  { name: "text beyond ASCII", pieces: [Buffer.from('{"a":"Zürich 東京 🕒 \u200f عربى"}')] },
  { name: "white space and line ends", pieces: [Buffer.from(' \r\n\t{ "a" :\r\n 1e5 }\n\n\r\n\r\n')] },
  { name: "what looks like another request", pieces: [Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n0\r\n\r\n")] },
  { name: "every byte there is", pieces: [Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte))] },
  { name: "chunks of odd sizes", pieces: [1, 2, 3, 1_459, 1_461, 8_191, 1].map((size) => randomBytes(size)) },
  { name: "a megabyte in chunks", pieces: Array.from({ length: 16 }, () => randomBytes(65_536)) },
];
