/** One signed-in account with the way by which its broadcasts arrive, wired from what the outside gives. */
import { type ChangingPathPorts, createChangingPath } from "../endpoint/changing-path.ts";
import { createSession, type Session, type SessionPorts } from "./session.ts";

export interface AccountSessionPorts
  extends Omit<SessionPorts, "createReachability">, Pick<ChangingPathPorts, "fetch" | "relay" | "listen" | "secrets"> {
  /** Names the account; what is kept of its receiver is used for no other. */
  readonly scope: string;
}

/** The session of one account, with its receiver and the public path to it. Begins with `start`. */
export function createAccountSession(ports: AccountSessionPorts): Session {
  const { api } = ports;
  return createSession({
    ...ports,
    createReachability: (events) =>
      createChangingPath(
        { ...ports, clockOffset: () => api.clockOffset(), isOwnUrl: (url) => api.isOwnUrl(url) },
        events,
      ),
  });
}
