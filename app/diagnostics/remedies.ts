import type { ReachabilityReport } from "../contract/application.ts";
import type { RepairHop } from "../contract/command.ts";
import type { Remedy } from "../contract/requests.ts";

export const signIn: Remedy = { kind: "sign-in" };

export function repair(hop: RepairHop): Remedy {
  return { kind: "repair", hop };
}

type Hop = "listener" | "relay" | "path" | "receiver" | "sender";

/**
 * What a press can do about each link of the path by which broadcasts come:
 *
 *   listener ◄── relay ◄── path ◄── receiver ◄── sender
 *
 * The last one can always be tried. A link that only waits for one before it has no remedy of its own, for there is nothing that it could do.
 */
export function reachabilityRemedies(
  { evidence, listener }: Pick<ReachabilityReport, "evidence" | "listener">,
  relayGiven: boolean,
): Readonly<Record<Hop, Remedy | null>> {
  const nothing = { listener: null, relay: null, path: null, receiver: null, sender: null };
  if (evidence.relay === "none") return { ...nothing, relay: relayGiven ? null : { kind: "choose-relay" } };
  if (listener !== "open") return { ...nothing, listener: listener === "failed" ? repair("listener") : null };
  if (evidence.relay !== "up") return { ...nothing, relay: repair("relay") };
  if (evidence.path !== "verified") return { ...nothing, path: repair("path") };
  if (evidence.receiver !== "ready") return { ...nothing, receiver: repair("receiver") };
  return { ...nothing, sender: repair("sender") };
}
