import type { MenuItemConstructorOptions } from "electron";
import { menuTexts } from "../../app/texts/application-menu.ts";

/**
 * The menu behind the window's keys; only macOS shows one. Electron's own, which stands where an app has none, has keys
 * that load the page anew, with what was written into it, and that open it for developers.
 */
export function applicationMenu(platform: NodeJS.Platform, developing: boolean): MenuItemConstructorOptions[] {
  const { file, view } = menuTexts;
  return [
    platform === "darwin" ? { role: "appMenu" } : { label: file, submenu: [{ role: "close" }, { role: "quit" }] },
    { role: "editMenu" },
    { label: view, submenu: [...zoom, ...(developing ? developerItems : [])] },
    ...(platform === "darwin" ? [{ role: "windowMenu" } as const] : []),
  ];
}

/** Plus is Shift and = on many keyboards, and people leave Shift out. */
const zoom: readonly MenuItemConstructorOptions[] = [
  { role: "zoomIn" },
  { role: "zoomIn", accelerator: "CommandOrControl+=", visible: false },
  { role: "zoomOut" },
  { role: "resetZoom" },
];

const developerItems: readonly MenuItemConstructorOptions[] = [
  { type: "separator" },
  { role: "reload" },
  { role: "toggleDevTools" },
];
