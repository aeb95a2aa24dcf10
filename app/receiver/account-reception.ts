/** All by which an account reaches us: the receiver of its broadcasts, and the proof that what it sends arrives. */
import type { ReachabilityReport } from "../contract/application.ts";
import type { RepairHop } from "../contract/command.ts";
import {
  type AccountReceiver,
  type AccountReceiverEvents,
  type AccountReceiverPorts,
  createAccountReceiver,
} from "./account-receiver.ts";
import { createSenderProof, type SenderProofEvents, type SenderProofPorts } from "./sender-proof.ts";

export interface AccountReception extends Omit<AccountReceiver, "repair" | "report"> {
  /** To be called with each broadcast: the account does reach us. */
  broadcastArrived(): void;
  /** A change came without a broadcast. */
  missSuspected(): void;
  /** Checks that link now, and mends it. Resolves when it has an outcome, or after a while without one. */
  repair(hop: Exclude<RepairHop, "account">): Promise<void>;
  report(): Omit<ReachabilityReport, "health">;
}

export type AccountReceptionEvents = AccountReceiverEvents & Pick<SenderProofEvents, "onSender">;

export function createAccountReception(
  ports: AccountReceiverPorts & SenderProofPorts,
  events: AccountReceptionEvents,
): AccountReception {
  const proof = createSenderProof(ports, events);
  const receiver = createAccountReceiver(ports, {
    ...events,
    onEvidence: (evidence, relay) => {
      events.onEvidence(evidence, relay);
      proof.receiverIs(evidence.receiver === "ready");
    },
  });
  return {
    start: async () => {
      await Promise.all([receiver.start(), proof.start()]);
    },
    wake: () => {
      receiver.wake();
      proof.woken();
    },
    recheck: () => receiver.recheck(),
    retry: () => receiver.retry(),
    mend: () => receiver.mend(),
    broadcastArrived: () => proof.broadcastArrived(),
    missSuspected: () => proof.missSuspected(),
    repair: async (hop) => {
      if (hop === "sender") return proof.tryNow();
      await receiver.repair(hop);
      // The account may take a minute: what it shows is shown when it does.
      if (hop === "everything") void proof.tryNow();
    },
    report: () => ({ ...receiver.report(), sender: proof.report() }),
    disable: async (signal) => {
      proof.stop();
      await receiver.disable(signal);
      await proof.disable(signal);
    },
    remove: async (signal) => {
      proof.stop();
      await receiver.remove(signal);
      await proof.remove(signal);
    },
  };
}
