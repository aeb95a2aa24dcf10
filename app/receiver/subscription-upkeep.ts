import type { SubscriptionSync } from "./subscription-sync.ts";
import type { SubscriptionOutcome } from "./subscription-outcome.ts";
import { withDeadline } from "../platform/deadline.ts";
import type { LinkEvidence } from "../link/link.ts";
import { backOffCeiling } from "../platform/back-off.ts";
import { assertNever } from "../model/assert-never.ts";
import { describeFailure } from "../noko/errors.ts";
import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";

const retries = { first: 2_000, longest: 60_000 };
/** How long it may take to have it disabled when the path to us is gone, and when that is tried again. */
const disableDeadline = 30_000;
const disableRetry = 60_000;

export interface SubscriptionUpkeepPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sync: SubscriptionSync;
  /** The account signs with this one from now on. */
  readonly onSecret: (secret: string) => void;
  readonly onState: (state: Exclude<LinkEvidence["receiver"], "pending">) => void;
  /** From now on broadcasts arrive again. */
  readonly onCovered: () => void;
  readonly onTokenRejected: () => void;
}

/** One check, for an address that was just proved. */
export interface SubscriptionCheck {
  readonly publicUrl: string;
  /** What it finds out no longer matters. */
  readonly isOver: boolean;
  retryIn(milliseconds: number): void;
}

/** What was known when the path was proved. */
export interface SubscriptionKnowledge {
  readonly wasReady: boolean;
  /** The path was not proved before. */
  readonly pathIsNews: boolean;
  /** What the account still has to send by it is stuck: a new one is made in its place. */
  readonly replace?: boolean;
}

/** Has a subscription point to an address that is proved to be ours, and disabled while there is none. */
export class SubscriptionUpkeep {
  readonly #ports: SubscriptionUpkeepPorts;
  /** At first, too: an earlier session may have ended without disabling it. */
  #mayBeEnabled = true;
  /** While it is to be disabled. */
  #suspension: AbortController | null = null;
  #cancelRetry: CancelTimeout | null = null;
  #failures = 0;
  #refusedBefore = 0;
  #secretInDoubt = false;

  constructor(ports: SubscriptionUpkeepPorts) {
    this.#ports = ports;
  }

  /**
   * Sets it up, or checks that it is still as we left it. After a failure it is tried again. Resolves with what came of
   * it; null where that no longer matters.
   */
  async lookAfter(check: SubscriptionCheck, known: SubscriptionKnowledge): Promise<SubscriptionOutcome | null> {
    const { onSecret } = this.#ports;
    this.end();
    this.#mayBeEnabled = true;
    const outcome = await this.#ask(check.publicUrl, known);
    // Also where the check is over: broadcasts are signed with it all the same.
    if (outcome.kind === "ready") onSecret(outcome.secret);
    if (check.isOver) return null;
    this.#act(outcome, check, known);
    return outcome;
  }

  #act(outcome: SubscriptionOutcome, check: SubscriptionCheck, known: SubscriptionKnowledge): void {
    const { logger, sync, onState, onCovered, onTokenRejected } = this.#ports;
    switch (outcome.kind) {
      case "ready":
        this.#failures = 0;
        onState("ready");
        if (known.wasReady && !outcome.changed && !known.pathIsNews) return;
        logger.info("The subscription is ready", { kind: sync.word, repaired: outcome.changed });
        return onCovered();
      case "forbidden":
        return onState("forbidden");
      case "token-rejected":
        return onTokenRejected();
      case "failed": {
        logger.warn("The subscription could not be set up", {
          kind: sync.word,
          failure: describeFailure(outcome.failure),
        });
        onState("failed");
        this.#failures += 1;
        const wait = backOffCeiling(retries, this.#failures);
        return check.retryIn(wait);
      }
      default:
        return assertNever(outcome, "outcome");
    }
  }

  /**
   * It may have been given a new secret at the account: then what is genuine looks forged. `refused`
   * is how many were so far; where there were more since the last time, the next check asks for a new secret.
   */
  doubtSecret(refused: number): void {
    this.#secretInDoubt ||= refused > this.#refusedBefore;
    this.#refusedBefore = refused;
  }

  /**
   * An address that we lost for longer may become another computer's: nothing may be sent there any more. Where the account
   * can't be reached either, it is asked again until that is so. Resolves after the first attempt.
   */
  suspend(): Promise<void> {
    if (this.#suspension !== null || !this.#mayBeEnabled) return Promise.resolve();
    this.#suspension = new AbortController();
    return this.#disable(this.#suspension.signal);
  }

  /** Nothing is asked any more by itself. */
  end(): void {
    this.#suspension?.abort();
    this.#suspension = null;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  async #disable(suspension: AbortSignal): Promise<void> {
    const { sync, clock, logger } = this.#ports;
    const outcome = await withDeadline(clock, disableDeadline, (signal) => sync.disable(signal));
    if (suspension.aborted) return;
    if (outcome.kind === "failed") {
      this.#cancelRetry = clock.setTimeout(() => void this.#disable(suspension), disableRetry);
      return;
    }
    this.end();
    this.#mayBeEnabled = false;
    logger.info("Nothing of ours is enabled until there is a path to us again", { kind: sync.word });
  }

  #ask(publicUrl: string, { wasReady, replace = false }: SubscriptionKnowledge): Promise<SubscriptionOutcome> {
    const { sync } = this.#ports;
    if (replace) return sync.recreate(publicUrl);
    if (this.#secretInDoubt) {
      this.#secretInDoubt = false;
      return sync.renewSecret(publicUrl);
    }
    return wasReady ? sync.check(publicUrl) : sync.ensure(publicUrl);
  }
}
