import { nativeImage, type NativeImage } from "electron";
import { assertNever } from "../../app/model/assert-never.ts";
import { type Bitmap, type IconInk, rasterIcon, type Rgb } from "../../app/tray/icon-raster.ts";
import type { TrayIcon, TrayPlatform } from "../../app/tray/tray-model.ts";

export interface IconSurroundings {
  readonly platform: TrayPlatform;
  /** The panel or taskbar is dark. */
  readonly dark: boolean;
  /** Of the screen with the tray. */
  readonly scaleFactor: number;
}

const nearBlack: Rgb = [28, 28, 32];
const nearWhite: Rgb = [242, 242, 244];
const lampRed: Rgb = [255, 77, 66];
const black: Rgb = [0, 0, 0];

/** Draws an icon for where it will stand. */
export function iconImage(icon: TrayIcon, surroundings: IconSurroundings): NativeImage {
  const ink = iconInk(surroundings);
  const image = nativeImage.createEmpty();
  for (const { size, scaleFactor } of iconSizes(surroundings)) {
    const bitmap = rasterIcon(icon, size, ink);
    image.addRepresentation({ width: size, height: size, scaleFactor, buffer: toElectronBitmap(bitmap) });
  }
  if (surroundings.platform === "darwin") image.setTemplateImage(true);
  return image;
}

/** macOS colours a template itself. A Linux panel's colour is a guess, so a halo makes even a wrong one readable. */
export function iconInk({ platform, dark }: IconSurroundings): IconInk {
  if (platform === "darwin") return { shape: black, lamp: black, halo: null };
  const shape = dark ? nearWhite : nearBlack;
  return { shape, lamp: lampRed, halo: platform === "linux" ? (dark ? nearBlack : nearWhite) : null };
}

/**
 * macOS picks among scale factors. Windows and Linux are handed one bitmap: on Windows at exactly the size of the
 * taskbar's icons, on Linux large enough for a panel on a dense screen, which scales down well and up badly.
 */
export function iconSizes({
  platform,
  scaleFactor,
}: IconSurroundings): readonly { readonly size: number; readonly scaleFactor: number }[] {
  switch (platform) {
    case "darwin":
      return [1, 2, 3].map((factor) => ({ size: 22 * factor, scaleFactor: factor }));
    case "win32":
      return [{ size: Math.round(16 * scaleFactor), scaleFactor: 1 }];
    case "linux":
      return [{ size: scaleFactor > 1 ? 44 : 22, scaleFactor: 1 }];
    default:
      return assertNever(platform, "platform");
  }
}

/** Electron takes blue, green, red and alpha, the colours multiplied by alpha. */
export function toElectronBitmap({ rgba }: Bitmap): Buffer {
  const buffer = Buffer.alloc(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    buffer[at] = Math.round((blue * alpha) / 255);
    buffer[at + 1] = Math.round((green * alpha) / 255);
    buffer[at + 2] = Math.round((red * alpha) / 255);
    buffer[at + 3] = alpha;
  }
  return buffer;
}
