/** One signed-in account with its receiver, wired from what the outside gives. */
import type { PublicEndpoint } from "../endpoint/public-endpoint.ts";
import type { Reach } from "../endpoint/attachment.ts";
import { createAccountReception } from "../receiver/account-reception.ts";
import { createSubscriptionSync } from "../receiver/subscription-sync.ts";
import type { Installation } from "../receiver/installation.ts";
import type { SecretStore } from "../platform/ports.ts";
import { receiverKind } from "../receiver/subscription-kind.ts";
import { createSession, type Session, type SessionPorts } from "./session.ts";

export interface AccountSessionPorts extends Omit<SessionPorts, "createReceiver"> {
  readonly endpoint: PublicEndpoint;
  readonly reach: Reach;
  /** The account's. */
  readonly secrets: SecretStore;
  readonly installation: Installation;
}

/** The session of one account, with its receiver. Begins with `start`. */
export function createAccountSession(ports: AccountSessionPorts): Session {
  const { api } = ports;
  const sync = createSubscriptionSync({ ...ports, kind: receiverKind });
  return createSession({
    ...ports,
    createReceiver: (events) =>
      createAccountReception(
        { ...ports, sync, clockOffset: () => api.clockOffset(), isOwnUrl: (url) => api.isOwnUrl(url) },
        events,
      ),
  });
}
