import type { Logger } from "../platform/ports.ts";
import type { IdleSource } from "../presence/idle/idle-source.ts";

export interface DesktopIdleOptions {
  /** Where the session bus and the Wayland compositor listen; empty where there is none, as on other systems. */
  readonly sessionBus: string;
  readonly waylandSocket: string;
}

/** What a Linux desktop offers to say that nobody uses the computer; loaded when it is wanted. */
export async function desktopIdleSources(
  { sessionBus, waylandSocket }: DesktopIdleOptions,
  logger: Logger,
): Promise<readonly IdleSource[]> {
  const sources: IdleSource[] = [];
  if (sessionBus !== "") {
    const { createMutterSource } = await import("./mutter-idle.ts");
    sources.push(createMutterSource(sessionBus));
  }
  if (waylandSocket !== "") {
    const { createWaylandIdleSource } = await import("./wayland-idle.ts");
    sources.push(
      createWaylandIdleSource(waylandSocket, "wayland", logger),
      createWaylandIdleSource(waylandSocket, "kde", logger),
    );
  }
  return sources;
}
