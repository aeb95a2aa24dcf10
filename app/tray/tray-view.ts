import type { Snapshot } from "../contract/snapshot.ts";
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { trayModel } from "./compute-tray-model.ts";
import type { TrayContext, TrayIcon, TrayMenuItem, TrayModel, TrayPlatform } from "./tray-model.ts";

/** What of a tray can be set. Each call costs a message to the desktop. */
export interface TraySurface {
  showIcon(icon: TrayIcon): void;
  showTooltip(text: string): void;
  showTitle(text: string): void;
  /** Hands the menu to the desktop, which then holds a copy; an open one stays open. Only where menus are not built on opening. */
  publishMenu(menu: readonly TrayMenuItem[]): void;
}

export interface TrayView {
  /** Computes the tray again, and shows what differs. */
  render(): void;
  /** The menu of this instant. */
  menu(): readonly TrayMenuItem[];
  /** Nothing is shown or scheduled after this. */
  stop(): void;
}

export interface TrayViewOptions {
  readonly surface: TraySurface;
  readonly platform: TrayPlatform;
  readonly clock: Clock;
  readonly snapshot: () => Snapshot;
  readonly windowVisible: () => boolean;
  readonly settings: () => TrayContext["settings"];
  readonly formatInstant: (epochMilliseconds: number, now: number) => string;
}

/** Draws the tray model: only what changed, and by time alone only when a minute turns while a timer runs. */
export function createTrayView(options: TrayViewOptions): TrayView {
  const { surface, platform, clock } = options;
  const publishesMenu = platform === "linux";
  let shown: TrayModel | null = null;
  let cancelTick: CancelTimeout | null = null;
  let stopped = false;

  function compute(): TrayModel {
    const snapshot = options.snapshot();
    const monotonicNow = clock.monotonicNow();
    const wallNow = clock.wallNow();
    return trayModel(snapshot, {
      platform,
      monotonicNow,
      windowVisible: options.windowVisible(),
      settings: options.settings(),
      formatInstant: (epochMilliseconds) => options.formatInstant(epochMilliseconds, wallNow),
    });
  }

  function render(): void {
    if (stopped) return;
    const model = compute();
    if (!isSame(model.icon, shown?.icon)) surface.showIcon(model.icon);
    if (model.tooltip !== shown?.tooltip) surface.showTooltip(model.tooltip);
    if (model.title !== (shown?.title ?? "")) surface.showTitle(model.title);
    if (publishesMenu && !isSame(model.menu, shown?.menu)) surface.publishMenu(model.menu);
    shown = model;
    cancelTick?.();
    cancelTick = model.changesIn === null ? null : clock.setTimeout(render, model.changesIn);
  }

  return {
    render,
    menu: () => compute().menu,
    stop() {
      stopped = true;
      cancelTick?.();
    },
  };
}

/** Plain values with keys in a fixed order: their JSON tells whether they are the same. */
function isSame(value: unknown, other: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(other);
}
