import { PNG } from "pngjs";
import { drawAppIcon } from "./app-icon.ts";

export function pngIcon(size: number): Buffer {
  const png = new PNG({ width: size, height: size });
  png.data = Buffer.from(drawAppIcon(size));
  return PNG.sync.write(png);
}

const icoHeaderLength = 6;
const icoEntryLength = 16;

/** Windows' container: a directory of sizes, then a PNG for each. */
export function icoFile(sizes: readonly number[]): Buffer {
  const images = sizes.map((size) => ({ size, png: pngIcon(size) }));
  const header = Buffer.alloc(icoHeaderLength);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = icoHeaderLength + icoEntryLength * images.length;
  const entries = images.map(({ size, png }) => {
    const entry = Buffer.alloc(icoEntryLength);
    // One byte for each side: 256 is written as 0.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images.map(({ png }) => png)]);
}

/** macOS's names for the sizes that it stores as PNG. */
const icnsTypes: readonly (readonly [type: string, size: number])[] = [
  ["icp4", 16],
  ["icp5", 32],
  ["ic07", 128],
  ["ic08", 256],
  ["ic09", 512],
  ["ic10", 1024],
  ["ic11", 32],
  ["ic12", 64],
  ["ic13", 256],
  ["ic14", 512],
];

/** macOS's container: each part begins with its type and its length. */
export function icnsFile(): Buffer {
  const parts = icnsTypes.map(([type, size]) => icnsPart(type, pngIcon(size)));
  return icnsPart("icns", Buffer.concat(parts));
}

function icnsPart(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, "ascii");
  head.writeUInt32BE(content.length + head.length, 4);
  return Buffer.concat([head, content]);
}
