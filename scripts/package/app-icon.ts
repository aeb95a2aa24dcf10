/** A colour's red, green and blue, and how much of it covers what is below. */
type Paint = readonly [red: number, green: number, blue: number, alpha: number];

/** Everything is drawn on a square with sides of 1. */
const body = { inset: 0.06, corner: 0.21 } as const;
const lamp = { radius: 0.235, glow: 0.36 } as const;
const middle = 0.5;

const bodyTop: Paint = [52, 52, 60, 1];
const bodyBottom: Paint = [24, 24, 28, 1];
const lampTop: Paint = [255, 118, 104, 1];
const lampBottom: Paint = [232, 44, 36, 1];
const glowColour: Paint = [255, 77, 66, 0.55];
const edgeColour: Paint = [255, 255, 255, 0.09];

/**
 * The app's icon: a tally light that is on, in its dark housing. Computed for each size and not scaled, so that
 * small ones are as crisp as large ones. Straight RGBA, row by row from the top left.
 */
export function drawAppIcon(size: number): Uint8Array {
  const rgba = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      rgba.set(pixel((column + 0.5) / size, (row + 0.5) / size, size), (row * size + column) * 4);
    }
  }
  return rgba;
}

function pixel(x: number, y: number, size: number): readonly number[] {
  const fromBody = roundedSquare(x, y);
  const fromMiddle = Math.hypot(x - middle, y - middle);
  const rim = 0.02;
  const layers: readonly Paint[] = [
    covering(mix(bodyTop, bodyBottom, y), fromBody, size),
    covering(edgeColour, Math.abs(fromBody + rim / 2) - rim / 2, size),
    glow(fromMiddle, covering([0, 0, 0, 1], fromBody, size)[3]),
    covering(mix(lampTop, lampBottom, (y - middle) / (2 * lamp.radius) + 0.5), fromMiddle - lamp.radius, size),
  ];
  return flatten(layers);
}

/** Distance to the housing's outline: negative inside. */
function roundedSquare(x: number, y: number): number {
  const half = 0.5 - body.inset - body.corner;
  const outX = Math.abs(x - middle) - half;
  const outY = Math.abs(y - middle) - half;
  return Math.hypot(Math.max(0, outX), Math.max(0, outY)) + Math.min(0, Math.max(outX, outY)) - body.corner;
}

/** Light around the lamp, which ends with the housing. */
function glow(fromMiddle: number, housing: number): Paint {
  const strength = Math.max(0, 1 - Math.max(0, fromMiddle - lamp.radius) / (lamp.glow - lamp.radius));
  const [red, green, blue, alpha] = glowColour;
  return [red, green, blue, alpha * strength * strength * housing];
}

/** Half covered where the outline runs through a pixel's middle. */
function covering([red, green, blue, alpha]: Paint, distance: number, size: number): Paint {
  return [red, green, blue, alpha * Math.min(1, Math.max(0, 0.5 - distance * size))];
}

function mix(first: Paint, second: Paint, share: number): Paint {
  const part = Math.min(1, Math.max(0, share));
  const between = (one: number, other: number): number => one + (other - one) * part;
  return [
    between(first[0], second[0]),
    between(first[1], second[1]),
    between(first[2], second[2]),
    between(first[3], second[3]),
  ];
}

/** Lays each layer over those before it. */
function flatten(layers: readonly Paint[]): readonly number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const [layerRed, layerGreen, layerBlue, layerAlpha] of layers) {
    red = layerRed * layerAlpha + red * (1 - layerAlpha);
    green = layerGreen * layerAlpha + green * (1 - layerAlpha);
    blue = layerBlue * layerAlpha + blue * (1 - layerAlpha);
    alpha = layerAlpha + alpha * (1 - layerAlpha);
  }
  if (alpha === 0) return [0, 0, 0, 0];
  return [red / alpha, green / alpha, blue / alpha, alpha * 255].map((value) => Math.round(value));
}
