/** The names that receivers and webhooks bear in the account, by which installations tell their own from others'. */
import type { Subscription } from "../noko/resources.ts";
import type { Identity } from "./installation.ts";

/** What every installation's begin with. */
export const namePrefix = "Tallylight";
const shape = /^Tallylight ([0-9a-f]{16})(?: ([0-9a-f]{8}))?$/;

/** Of version 0.1.0, and where the system has no name for the computer: without the second part. */
export function subscriptionName({ id, machine }: Identity): string {
  return machine === null ? `${namePrefix} ${id}` : `${namePrefix} ${id} ${machine}`;
}

/**
 * Whose one of that name is.
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

/** Whether what is sent comes to this public URL. */
export function pointsTo(subscription: Pick<Subscription, "payloadUri">, publicUrl: string): boolean {
  return subscription.payloadUri?.startsWith(`${publicUrl}/`) === true;
}
