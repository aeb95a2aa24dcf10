/** Many states of the window beside each other in one picture, light and dark. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright";
import { PNG } from "pngjs";
import { projectRoot } from "./electron.ts";
import { indexedPng } from "./indexed-png.ts";

export const images = path.join(projectRoot, "docs/images");
export const themes = ["light", "dark"] as const;
type Theme = (typeof themes)[number];
/** A page, a part of one, or whatever else can be photographed. */
interface Photographed {
  screenshot(options: { readonly animations: "disabled" }): Promise<Buffer>;
}
type Tile = readonly PNG[];

const gap = 24;
const captionHeight = 26;
const ground: Readonly<Record<Theme, readonly [number, number, number]>> = {
  light: [206, 210, 218],
  dark: [62, 64, 72],
};

/** Where Inter is installed the pictures have it: what the system's own font is differs from desk to desk. */
export async function setFont(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.body.style.fontFamily = "Inter, system-ui, sans-serif";
  });
}

export class ContactSheet {
  readonly #name: string;
  readonly #columns: number;
  readonly #tiles: Record<Theme, Tile[]> = { light: [], dark: [] };

  constructor(name: string, columns: number) {
    this.#name = name;
    this.#columns = columns;
  }

  /** Takes the whole window, or one part of it, in both themes. */
  async add(page: Page, caption: string, part: Photographed = page): Promise<void> {
    await setFont(page);
    for (const theme of themes) {
      // Playwright shows every page as light, whatever the system says, until asked otherwise.
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      const picture = PNG.sync.read(await part.screenshot({ animations: "disabled" }));
      this.#tiles[theme].push([await captionPicture(page, caption, picture.width, theme), picture]);
    }
  }

  async write(): Promise<void> {
    for (const theme of themes) await writePicture(`${this.#name}-${theme}`, this.#compose(theme));
  }

  #compose(theme: Theme): PNG {
    const tiles = this.#tiles[theme];
    const rows = Array.from({ length: Math.ceil(tiles.length / this.#columns) }, (_, row) =>
      tiles.slice(row * this.#columns, (row + 1) * this.#columns),
    );
    const width = Math.max(...rows.map((row) => sum(row.map((tile) => widthOf(tile) + gap)))) + gap;
    const height = sum(rows.map((row) => Math.max(...row.map(heightOf)) + gap)) + gap;
    const sheet = filled(width, height, ground[theme]);
    let y = gap;
    for (const row of rows) {
      let x = gap;
      for (const tile of row) {
        let down = y;
        for (const picture of tile) {
          PNG.bitblt(picture, sheet, 0, 0, picture.width, picture.height, x, down);
          down += picture.height;
        }
        x += widthOf(tile) + gap;
      }
      y += Math.max(...row.map(heightOf)) + gap;
    }
    return sheet;
  }
}

export async function writePicture(name: string, picture: PNG): Promise<void> {
  await mkdir(images, { recursive: true });
  await writeFile(path.join(images, `${name}.png`), indexedPng(picture));
}

export function filled(width: number, height: number, color: readonly [number, number, number]): PNG {
  const picture = new PNG({ width, height });
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([...color, 255], at);
  return picture;
}

/** Written by the page itself, which has the fonts. */
async function captionPicture(page: Page, text: string, width: number, theme: Theme): Promise<PNG> {
  const url = await page.evaluate(
    ({ caption, size, ink, paper }) => {
      const canvas = document.createElement("canvas");
      canvas.width = size.width;
      canvas.height = size.height;
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("The page draws no pictures.");
      context.fillStyle = paper;
      context.fillRect(0, 0, size.width, size.height);
      context.font = "600 13px Inter, system-ui, sans-serif";
      context.fillStyle = ink;
      context.fillText(caption, 2, 14, size.width - 2);
      return canvas.toDataURL("image/png");
    },
    {
      caption: text,
      size: { width, height: captionHeight },
      ink: theme === "light" ? "#33353d" : "#e4e5ea",
      paper: `rgb(${ground[theme].join(" ")})`,
    },
  );
  return PNG.sync.read(Buffer.from(url.slice(url.indexOf(",") + 1), "base64"));
}

function widthOf(tile: Tile): number {
  return Math.max(...tile.map((picture) => picture.width));
}

function heightOf(tile: Tile): number {
  return sum(tile.map((picture) => picture.height));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
