/** The tray icon in each of its states, at every size, for light and dark panels. */
import { PNG } from "pngjs";
import { type Bitmap, rasterIcon, type Rgb } from "../../app/tray/icon-raster.ts";
import type { TrayIcon } from "../../app/tray/tray-model.ts";
import { expect, test } from "./support/fixtures.ts";
import { filled, writePicture } from "./support/contact-sheet.ts";

const icons: readonly TrayIcon[] = (["unknown", "idle", "running", "paused"] as const).flatMap((timer) =>
  (["live", "polling", "offline"] as const).map((link) => ({ timer, link })),
);
const sizes = [16, 22, 24, 32] as const;
/** So that single pixels can be seen; and once as large as in a panel. */
const enlargements = [1, 3] as const;
const margin = 12;
const cell = 32 + margin;
const panels: readonly { readonly paper: Rgb; readonly shape: Rgb; readonly lamp: Rgb }[] = [
  { paper: [240, 240, 242], shape: [28, 28, 32], lamp: [255, 77, 66] },
  { paper: [32, 32, 36], shape: [242, 242, 244], lamp: [255, 77, 66] },
  // macOS colours the shape itself, so that it alone must tell the state.
  { paper: [246, 246, 248], shape: [0, 0, 0], lamp: [0, 0, 0] },
];

test("the tray icon in all states", async () => {
  const width = enlargements.reduce((total, factor) => total + (cell * icons.length + margin) * factor, 0);
  const panelHeight = (cell * sizes.length + margin) * Math.max(...enlargements);
  const sheet = filled(width, panelHeight * panels.length, [255, 255, 255]);
  for (const [row, panel] of panels.entries()) {
    const top = row * panelHeight;
    PNG.bitblt(filled(width, panelHeight, panel.paper), sheet, 0, 0, width, panelHeight, 0, top);
    let left = 0;
    for (const factor of enlargements) {
      const down = top + (panelHeight - (cell * sizes.length + margin) * factor) / 2;
      for (const [line, size] of sizes.entries()) {
        for (const [column, icon] of icons.entries()) {
          const bitmap = rasterIcon(icon, size, { ...panel, halo: null });
          const inset = (cell - size) / 2;
          const x = left + (margin / 2 + column * cell + inset) * factor;
          const y = down + (margin / 2 + line * cell + inset) * factor;
          draw(sheet, bitmap, Math.round(x), Math.round(y), factor);
        }
      }
      left += (cell * icons.length + margin) * factor;
    }
  }
  await writePicture("icons", sheet);
  expect(sheet.width).toBeGreaterThan(0);
});

function draw(sheet: PNG, { size, rgba }: Bitmap, left: number, top: number, factor: number): void {
  for (let y = 0; y < size * factor; y += 1) {
    for (let x = 0; x < size * factor; x += 1) {
      const from = (Math.floor(y / factor) * size + Math.floor(x / factor)) * 4;
      const to = ((top + y) * sheet.width + left + x) * 4;
      const alpha = (rgba[from + 3] ?? 0) / 255;
      for (const channel of [0, 1, 2]) {
        const below = sheet.data[to + channel] ?? 0;
        sheet.data[to + channel] = Math.round((rgba[from + channel] ?? 0) * alpha + below * (1 - alpha));
      }
    }
  }
}
