/** One signed-in account with the way by which its broadcasts arrive, wired from what the outside gives. */
import { createReceiverKeeper } from "./broadcast/receiver-keeper.ts";
import { createPublicPath, type PublicPathPorts } from "./path/public-path.ts";
import type { SecretStore } from "./ports.ts";
import { createSession, type Session, type SessionPorts } from "./session.ts";

export interface AccountSessionPorts
  extends Omit<SessionPorts, "createReachability">, Pick<PublicPathPorts, "fetch" | "relay" | "listen"> {
  readonly secrets: SecretStore;
  /** Names the account; what is kept of its receiver is used for no other. */
  readonly scope: string;
}

/** The session of one account, with its receiver and the public path to it. Begins with `start`. */
export function createAccountSession(ports: AccountSessionPorts): Session {
  const { api } = ports;
  const keeper = createReceiverKeeper(ports);
  return createSession({
    ...ports,
    createReachability: (events) =>
      createPublicPath(
        { ...ports, keeper, clockOffset: () => api.clockOffset(), isOwnUrl: (url) => api.isOwnUrl(url) },
        events,
      ),
  });
}
