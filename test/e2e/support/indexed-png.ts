/** Pictures of windows in a quarter of the bytes: PNG with a palette, which the library that reads PNG does not write. */
import { deflateSync } from "node:zlib";
import type { PNG } from "pngjs";

const paletteSize = 256;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The most frequent colours stay as they are, and vivid ones sooner than greys: a lamp is small. Of the others, edges
 * of letters mostly, each becomes the nearest.
 */
export function indexedPng({ width, height, data }: PNG): Buffer {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const color = data.readUIntBE(at, 3);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const byWeight = [...counts]
    .map(([color, count]) => ({ color, weight: count * (4 + vividness(channels(color))) }))
    .toSorted((left, right) => right.weight - left.weight)
    .map(({ color }) => color);
  const palette = byWeight.slice(0, paletteSize);
  const indices = new Map(byWeight.map((color, rank) => [color, rank < paletteSize ? rank : nearest(color, palette)]));

  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = indices.get(data.readUIntBE((y * width + x) * 4, 3)) ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, by palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(channels))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function nearest(color: number, palette: readonly number[]): number {
  let best = 0;
  let least = Infinity;
  for (const [index, candidate] of palette.entries()) {
    const distance = distanceBetween(channels(color), channels(candidate));
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

type Channels = readonly [red: number, green: number, blue: number];

function channels(color: number): Channels {
  return [Math.floor(color / 0x1_00_00), Math.floor(color / 0x1_00) % 0x1_00, color % 0x1_00];
}

function vividness(color: Channels): number {
  return Math.max(...color) - Math.min(...color);
}

function distanceBetween(left: Channels, right: Channels): number {
  return (left[0] - right[0]) ** 2 + (left[1] - right[1]) ** 2 + (left[2] - right[2]) ** 2;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(checksum(body), body.length + 4);
  return framed;
}

/** CRC-32, as PNG has it. */
function checksum(bytes: Buffer): number {
  let sum = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xed_b8_83_20 : sum >>> 1;
  }
  return (sum ^ 0xff_ff_ff_ff) >>> 0;
}
