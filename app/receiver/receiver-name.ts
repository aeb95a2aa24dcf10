/** The names that receivers bear in the account, by which installations tell their own from others'. */
import type { BroadcastReceiver } from "../noko/resources.ts";
import type { Identity } from "./installation.ts";

/** What every installation's receiver begins with. */
export const receiverNamePrefix = "Tallylight";
const shape = /^Tallylight ([0-9a-f]{16})(?: ([0-9a-f]{8}))?$/;

/** Of version 0.1.0, and where the system has no name for the computer: without the second part. */
export function receiverName({ id, machine }: Identity): string {
  return machine === null ? `${receiverNamePrefix} ${id}` : `${receiverNamePrefix} ${id} ${machine}`;
}

/**
 * Whose receiver one of that name is.
 * - `own`: this installation's
 * - `former`: an earlier installation's on this computer, or another person's here
 * - `other`: another computer's
 * - `unknown`: the name does not say; a person may have changed it
 */
export function ownerOf(name: string, own: Identity): "own" | "former" | "other" | "unknown" {
  const [, id, machine = null] = shape.exec(name) ?? [];
  if (id === undefined) return "unknown";
  if (machine === null || own.machine === null) return id === own.id ? "own" : "unknown";
  if (machine !== own.machine) return "other";
  return id === own.id ? "own" : "former";
}

/** Whether broadcasts for that receiver come to this public URL. */
export function pointsTo(receiver: Pick<BroadcastReceiver, "payloadUri">, publicUrl: string): boolean {
  return receiver.payloadUri?.startsWith(`${publicUrl}/`) === true;
}
