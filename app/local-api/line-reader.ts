import { longestLine } from "./protocol.ts";

/** Takes bytes as they come and hands on whole lines, without their ends. Holds at most one line and one chunk. */
export interface LineReader {
  push(bytes: Uint8Array): void;
  /** The next line; null where none is whole yet, and `too-long` where one will never be. */
  next(): Uint8Array | "too-long" | null;
}

const lineFeed = 0x0a;

export function createLineReader(): LineReader {
  let held: Uint8Array = new Uint8Array(0);
  /** Up to here no line ends. */
  let searched = 0;
  return {
    push(bytes) {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    },
    next() {
      const end = held.indexOf(lineFeed, searched);
      if (end === -1) {
        searched = held.length;
        return held.length >= longestLine ? "too-long" : null;
      }
      searched = 0;
      if (end >= longestLine) return "too-long";
      const line = held.subarray(0, end);
      held = held.subarray(end + 1);
      return line;
    },
  };
}
