import type { Command, GuardedCommand } from "../contract/command.ts";
import type { WindowView } from "../contract/requests.ts";
import type { PendingCommand, Snapshot } from "../contract/snapshot.ts";
import { formatDuration } from "../model/format.ts";
import type { Timer } from "../model/timer.ts";
import type { ExpectedInMenu, TrayAction, TrayMenuItem } from "./tray-model.ts";

export const longestName = 48;

export const separator: TrayMenuItem = { kind: "separator" };

export function label(id: string, text: string): TrayMenuItem {
  return { kind: "label", id, label: text };
}

export function item(id: string, text: string, action: TrayAction, enabled = true): TrayMenuItem {
  return { kind: "item", id, label: text, enabled, action };
}

export function submenu(id: string, text: string, items: readonly TrayMenuItem[]): TrayMenuItem {
  return { kind: "submenu", id, label: text, items };
}

export function send(command: Exclude<Command, GuardedCommand>): TrayAction {
  return { kind: "command", command };
}

export function sendExpecting(command: GuardedCommand, timer: Timer): TrayAction {
  return { kind: "guarded-command", command, expected: seenInMenu(timer) };
}

export function openWindow(view: WindowView): TrayAction {
  return { kind: "open-window", view };
}

export function isPending(pending: readonly PendingCommand[], projectId: number): boolean {
  return pending.some((command) => command.projectId === projectId);
}

/** As the signed-in person's account writes time. */
export function duration(seconds: number, { account }: Pick<Snapshot, "account">): string {
  return formatDuration(seconds, account.kind === "signed-in" ? account.timeFormat : "hours_minutes");
}

/** Sections that have something to say, with a line between each two. */
export function joinSections(sections: readonly (readonly TrayMenuItem[])[]): readonly TrayMenuItem[] {
  const joined: TrayMenuItem[] = [];
  for (const section of sections) {
    if (section.length === 0) continue;
    if (joined.length > 0) joined.push(separator);
    joined.push(...section);
  }
  return joined;
}

/** When a clock that stands still was asked does not matter, and must not make the menu a new one. */
function seenInMenu({ id, state, anchor, description }: Timer): ExpectedInMenu {
  const { seconds, monotonicAt } = anchor;
  return { id, state, anchor: { seconds, monotonicAt: state === "running" ? monotonicAt : 0 }, description };
}
