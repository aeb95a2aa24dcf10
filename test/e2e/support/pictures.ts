import { PNG } from "pngjs";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest box around all pixels that satisfy the test; null where none does. */
export function boxWhere(picture: PNG, matches: (x: number, y: number) => boolean): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      if (!matches(x, y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

export function pixel(picture: PNG, x: number, y: number): string {
  const at = (y * picture.width + x) * 4;
  return picture.data.subarray(at, at + 3).join(",");
}

/** Where two pictures of the same size differ. */
export function difference(before: PNG, after: PNG): Box | null {
  return boxWhere(after, (x, y) => pixel(before, x, y) !== pixel(after, x, y));
}

/** That part of a picture, with a margin as far as there is one. */
export function crop(picture: PNG, box: Box, margin: number): PNG {
  const x = Math.max(0, box.x - margin);
  const y = Math.max(0, box.y - margin);
  const width = Math.min(picture.width, box.x + box.width + margin) - x;
  const height = Math.min(picture.height, box.y + box.height + margin) - y;
  const part = new PNG({ width, height });
  PNG.bitblt(picture, part, x, y, width, height, 0, 0);
  return part;
}
