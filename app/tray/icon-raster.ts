import { assertNever } from "../model/assert-never.ts";
import type { TrayIcon } from "./tray-model.ts";

export type Rgb = readonly [red: number, green: number, blue: number];

/** How an icon is coloured, apart from its shapes. */
export interface IconInk {
  /** Rings, bars and badges. */
  readonly shape: Rgb;
  /** The disc of a running timer. */
  readonly lamp: Rgb;
  /** A soft edge of the opposite lightness, for panels whose colour cannot be known; null for none. */
  readonly halo: Rgb | null;
}

/** Straight (not premultiplied) RGBA, row by row from the top left. */
export interface Bitmap {
  readonly size: number;
  readonly rgba: Uint8Array;
}

/** Distance from a point to an outline, in grid units: negative inside. */
type Distance = (x: number, y: number) => number;

/** The icons are drawn on a grid of 22 units. */
const grid = 22;
const middle = grid / 2;
const badgeAt = 17;
/** The badge stands in a hole cut out of the shape, so that both read on any panel. */
const badgeHole = 5.4;
/** High enough that the badge's hole leaves all three dots whole. */
const dotsAt = 9;
const haloWidth = 1.1;
const haloStrength = 0.7;

/**
 * Draws one icon at `size` pixels. Computed from distances and not scaled from a picture, so that every scale
 * factor of a screen gets its own crisp version.
 */
export function rasterIcon(icon: TrayIcon, size: number, ink: IconInk): Bitmap {
  const pixelsPerUnit = size / grid;
  const badge = badgeDistance(icon.link);
  const whole = timerDistance(icon.timer, pixelsPerUnit);
  const hole = disc(badgeAt, badgeAt, badgeHole);
  const shape: Distance = badge === null ? whole : (x, y) => Math.max(whole(x, y), -hole(x, y));
  const shapeColor = icon.timer === "running" ? ink.lamp : ink.shape;
  const rgba = new Uint8Array(size * size * 4);

  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const x = (column + 0.5) / pixelsPerUnit;
      const y = (row + 0.5) / pixelsPerUnit;
      const fromShape = shape(x, y);
      const fromBadge = badge === null ? Infinity : badge(x, y);
      const fromInk = Math.min(fromShape, fromBadge);
      const layers: readonly Layer[] = [
        { color: ink.halo ?? ink.shape, alpha: ink.halo === null ? 0 : haloAlpha(fromInk) },
        { color: shapeColor, alpha: coverage(fromShape, pixelsPerUnit) },
        { color: ink.shape, alpha: coverage(fromBadge, pixelsPerUnit) },
      ];
      rgba.set(blend(layers), (row * size + column) * 4);
    }
  }
  return { size, rgba };
}

function timerDistance(timer: TrayIcon["timer"], pixelsPerUnit: number): Distance {
  switch (timer) {
    case "unknown":
      return union(...[-6.2, 0, 6.2].map((offset) => disc(middle + offset, dotsAt, 2.1)));
    case "idle":
      return ring(middle, middle, 7.25, 2);
    case "running":
      return disc(middle, middle, 8.25);
    case "paused":
      return union(ring(middle, middle, 7.6, 1.6), ...pauseBars(pixelsPerUnit));
    default:
      return assertNever(timer, "timer shape");
  }
}

function badgeDistance(link: TrayIcon["link"]): Distance | null {
  switch (link) {
    case "live":
      return null;
    case "polling":
      return ring(badgeAt, badgeAt, 3, 1.9);
    case "offline":
      return union(
        stroke(badgeAt - 2.9, badgeAt - 2.9, badgeAt + 2.9, badgeAt + 2.9, 2.1),
        stroke(badgeAt - 2.9, badgeAt + 2.9, badgeAt + 2.9, badgeAt - 2.9, 2.1),
      );
    default:
      return assertNever(link, "link badge");
  }
}

/** Upright edges look blurred unless they fall on whole pixels. */
function pauseBars(pixelsPerUnit: number): readonly Distance[] {
  const snap = (units: number): number => Math.max(1, Math.round(units * pixelsPerUnit)) / pixelsPerUnit;
  const width = snap(2.3);
  const gap = snap(1);
  const top = snap(7.3);
  const bottom = grid - top;
  return [
    box(middle - gap - width, top, middle - gap, bottom, 0.5),
    box(middle + gap, top, middle + gap + width, bottom, 0.5),
  ];
}

function disc(centerX: number, centerY: number, radius: number): Distance {
  return (x, y) => Math.hypot(x - centerX, y - centerY) - radius;
}

function ring(centerX: number, centerY: number, radius: number, width: number): Distance {
  return (x, y) => Math.abs(Math.hypot(x - centerX, y - centerY) - radius) - width / 2;
}

/** A line with round ends. */
function stroke(fromX: number, fromY: number, toX: number, toY: number, width: number): Distance {
  const alongX = toX - fromX;
  const alongY = toY - fromY;
  const square = alongX * alongX + alongY * alongY;
  return (x, y) => {
    const share = Math.min(1, Math.max(0, ((x - fromX) * alongX + (y - fromY) * alongY) / square));
    return Math.hypot(x - fromX - share * alongX, y - fromY - share * alongY) - width / 2;
  };
}

/** A rectangle with rounded corners. */
function box(left: number, top: number, right: number, bottom: number, corner: number): Distance {
  const centerX = (left + right) / 2;
  const centerY = (top + bottom) / 2;
  return (x, y) => {
    const outX = Math.abs(x - centerX) - (right - left) / 2 + corner;
    const outY = Math.abs(y - centerY) - (bottom - top) / 2 + corner;
    return Math.hypot(Math.max(0, outX), Math.max(0, outY)) + Math.min(0, Math.max(outX, outY)) - corner;
  };
}

function union(...distances: readonly Distance[]): Distance {
  return (x, y) => Math.min(...distances.map((distance) => distance(x, y)));
}

/** How much of a pixel an outline covers: half of it where the outline runs through its middle. */
function coverage(distance: number, pixelsPerUnit: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance * pixelsPerUnit));
}

function haloAlpha(distance: number): number {
  return haloStrength * Math.min(1, Math.max(0, 1 - distance / haloWidth));
}

interface Layer {
  readonly color: Rgb;
  readonly alpha: number;
}

/** Lays each layer over the ones before it. */
function blend(layers: readonly Layer[]): readonly [number, number, number, number] {
  let alpha = 0;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (const layer of layers) {
    red = layer.color[0] * layer.alpha + red * (1 - layer.alpha);
    green = layer.color[1] * layer.alpha + green * (1 - layer.alpha);
    blue = layer.color[2] * layer.alpha + blue * (1 - layer.alpha);
    alpha = layer.alpha + alpha * (1 - layer.alpha);
  }
  if (alpha === 0) return [0, 0, 0, 0];
  return [Math.round(red / alpha), Math.round(green / alpha), Math.round(blue / alpha), Math.round(alpha * 255)];
}
