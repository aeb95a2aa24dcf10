/** Draws the icons of the packages into main/assets. Run it after a change of the drawing: `npm run icons`. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "./lib/project.ts";
import { icnsFile, icoFile, pngIcon } from "./package/icon-files.ts";

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const;
const windowsSizes = [16, 24, 32, 48, 64, 128, 256] as const;

const assets = path.join(projectRoot, "main", "assets");
await mkdir(path.join(assets, "icons"), { recursive: true });
for (const size of linuxSizes) {
  await writeFile(path.join(assets, "icons", `${size}x${size}.png`), pngIcon(size));
}
await writeFile(path.join(assets, "icon.ico"), icoFile(windowsSizes));
await writeFile(path.join(assets, "icon.icns"), icnsFile());
