export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const gap = 8;

/**
 * Where the window goes: beside the tray icon, on the side where the room is, and wholly on the screen. Linux tells
 * nobody where its tray icons are (an empty area), and Wayland takes no position at all: there, the middle.
 */
export function windowPosition(trayIcon: Area, workArea: Area, size: Size): { readonly x: number; readonly y: number } {
  if (trayIcon.width === 0 || trayIcon.height === 0) return middleOf(workArea, size);
  const iconMiddle = trayIcon.y + trayIcon.height / 2;
  const below = iconMiddle < workArea.y + workArea.height / 2;
  const x = trayIcon.x + trayIcon.width / 2 - size.width / 2;
  const y = below ? trayIcon.y + trayIcon.height + gap : trayIcon.y - size.height - gap;
  return {
    x: Math.round(clamp(x, workArea.x + gap, workArea.x + workArea.width - size.width - gap)),
    y: Math.round(clamp(y, workArea.y + gap, workArea.y + workArea.height - size.height - gap)),
  };
}

/** Whether an area is wholly in sight. */
export function isWithin(area: Area, workArea: Area): boolean {
  return (
    area.x >= workArea.x &&
    area.y >= workArea.y &&
    area.x + area.width <= workArea.x + workArea.width &&
    area.y + area.height <= workArea.y + workArea.height
  );
}

function middleOf(area: Area, size: Size): { readonly x: number; readonly y: number } {
  return {
    x: Math.round(area.x + Math.max(0, area.width - size.width) / 2),
    y: Math.round(area.y + Math.max(0, area.height - size.height) / 2),
  };
}

/** On a screen smaller than the window its upper left corner is what must be seen. */
function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
