import { installationIn } from "./installation.ts";
import { type AccountSessionPorts, createAccountSession } from "../../app/account/account-session.ts";
import {
  createPublicEndpoint,
  type PublicEndpoint,
  type PublicEndpointPorts,
} from "../../app/endpoint/public-endpoint.ts";
import { createRateGates } from "../../app/noko/rate-gate.ts";
import type { Relay } from "../../app/relay/relay.ts";
import { signedOutSnapshot, type Snapshot } from "../../app/contract/snapshot.ts";
import { createAccountApi } from "../../app/application/open-account.ts";
import type { Session } from "../../app/account/session.ts";
import { createSnapshotStore, type SnapshotStore } from "../../app/application/snapshot-store.ts";

export interface TestSessionPorts
  extends
    Omit<AccountSessionPorts, "api" | "store" | "demo" | "installation" | "endpoint" | "reach">,
    Pick<PublicEndpointPorts, "fetch" | "listen"> {
  readonly relay: Relay | null;
  readonly baseUrl: string;
  readonly token: string;
}

export interface TestSession {
  readonly session: Session;
  readonly endpoint: PublicEndpoint;
  readonly store: SnapshotStore;
  /** Every snapshot so far. */
  readonly snapshots: readonly Snapshot[];
}

/** A session of the account at that address, as the application makes one, and all that it ever showed. */
export function createTestSession({ baseUrl, token, ...ports }: TestSessionPorts): TestSession {
  const api = createAccountApi({ ...ports, gates: createRateGates(ports), version: "0.0.0" }, baseUrl, token);
  const store = createSnapshotStore(signedOutSnapshot(ports.clock.wallNow()));
  const snapshots: Snapshot[] = [];
  store.subscribe((snapshot) => snapshots.push(snapshot));
  const endpoint = createPublicEndpoint({ ...ports, relay: () => ports.relay });
  const session = createAccountSession({
    ...ports,
    endpoint,
    reach: "internet",
    api,
    store,
    demo: true,
    installation: installationIn(ports.settings, ports.random),
  });
  return { session, endpoint, store, snapshots };
}
