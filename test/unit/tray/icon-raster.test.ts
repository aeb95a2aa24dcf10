import { describe, expect, test } from "vitest";
import { type IconInk, rasterIcon } from "../../../app/tray/icon-raster.ts";
import type { TrayIcon } from "../../../app/tray/tray-model.ts";

const ink: IconInk = { shape: [242, 242, 244], lamp: [255, 77, 66], halo: null };
const timers = ["unknown", "idle", "running", "paused"] as const;
const links = ["live", "polling", "offline"] as const;
const icons: readonly TrayIcon[] = timers.flatMap((timer) => links.map((link) => ({ timer, link })));
const sizes = [16, 20, 22, 24, 32, 44, 48, 66] as const;

describe("icons", () => {
  test.each(sizes)("at %i pixels each state is a picture of its own", (size) => {
    const pictures = icons.map((icon) => Buffer.from(rasterIcon(icon, size, ink).rgba).toString("base64"));
    expect(new Set(pictures).size).toBe(12);
  });

  test.each(sizes)("at %i pixels they differ even without colour, for macOS", (size) => {
    const black: IconInk = { shape: [0, 0, 0], lamp: [0, 0, 0], halo: null };
    expect(new Set(icons.map((icon) => alphas(icon, size, black).join())).size).toBe(12);
  });

  test("a running timer is the lamp's red in the middle, an idle one is empty there", () => {
    expect(pixel({ timer: "running", link: "live" }, 22, 11, 11)).toEqual([255, 77, 66, 255]);
    expect(pixel({ timer: "idle", link: "live" }, 22, 11, 11)).toEqual([0, 0, 0, 0]);
  });

  test.each(icons)("$timer/$link leaves the outermost corners free and is drawn with soft edges", (icon) => {
    expect(pixel(icon, 22, 0, 0)[3]).toBe(0);
    expect(pixel(icon, 22, 0, 21)[3]).toBe(0);
    const values = alphas(icon, 22, ink);
    expect(values.some((alpha) => alpha === 255)).toBe(true);
    expect(values.some((alpha) => alpha > 0 && alpha < 255)).toBe(true);
  });

  test("the badge stands free of the shape", () => {
    expect(pixel({ timer: "running", link: "live" }, 44, 27, 27)[3]).toBe(255);
    expect(pixel({ timer: "running", link: "polling" }, 44, 27, 27)[3]).toBe(0);
  });

  test.each(["polling", "offline"] as const)(
    "three dots for what is not known are whole beside the badge: %s",
    (link) => {
      const plain = alphas({ timer: "unknown", link: "live" }, 44, ink);
      const badged = alphas({ timer: "unknown", link }, 44, ink);
      expect(plain.filter((alpha, index) => (badged[index] ?? 0) < alpha)).toEqual([]);
    },
  );

  test("pause bars stand upright on whole pixels at every size", () => {
    for (const size of sizes) {
      const row = Array.from(
        { length: size },
        (_, x) => pixel({ timer: "paused", link: "live" }, size, x, size / 2)[3] ?? 0,
      );
      const inner = row.slice(Math.ceil(size * 0.25), Math.floor(size * 0.75));
      expect(inner.every((alpha) => alpha === 0 || alpha === 255)).toBe(true);
    }
  });

  test("a halo adds around the ink and changes none of it", () => {
    const icon: TrayIcon = { timer: "paused", link: "offline" };
    const plain = alphas(icon, 22, ink);
    const withHalo = alphas(icon, 22, { ...ink, halo: [28, 28, 32] });
    expect(withHalo.every((alpha, index) => alpha >= (plain[index] ?? 0))).toBe(true);
    expect(withHalo).not.toEqual(plain);
  });
});

function pixel(icon: TrayIcon, size: number, x: number, y: number): readonly number[] {
  const at = (y * size + x) * 4;
  return [...rasterIcon(icon, size, ink).rgba.subarray(at, at + 4)];
}

function alphas(icon: TrayIcon, size: number, inkUsed: IconInk): readonly number[] {
  return [...rasterIcon(icon, size, inkUsed).rgba].filter((_, index) => index % 4 === 3);
}
