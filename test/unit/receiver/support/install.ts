import * as v from "valibot";
import { accountSecrets } from "../../../../app/account/account-stores.ts";
import { accountIdSchema } from "../../../../app/contract/account-id.ts";
import { createSubscriptionSync, type SubscriptionSync } from "../../../../app/receiver/subscription-sync.ts";
import { receiverKind, type SubscriptionKind } from "../../../../app/receiver/subscription-kind.ts";
import type { Random } from "../../../../app/platform/ports.ts";
import { createMemoryLogger } from "../../../support/memory-logger.ts";
import { seededRandom } from "../../../support/seeded-random.ts";
import type { FakeSubscriptions, KeptSubscription } from "./fake-subscriptions.ts";
import { installationIn } from "../../../support/installation.ts";
import { FakeSecrets, FakeSettings } from "./fake-stores.ts";

/** One installation: its own stores and chance, an account that it may share with others. */
export class Install {
  readonly settings: FakeSettings;
  readonly secrets: FakeSecrets;
  readonly logger = createMemoryLogger();
  readonly random: Random;
  readonly account: FakeSubscriptions;
  /** What the system calls the computer. */
  machineId: string | null = null;

  /** `sameDisk` is one that uses the same stores: the same installation in another account. */
  constructor(account: FakeSubscriptions, seed: number, sameDisk?: Install) {
    this.settings = sameDisk?.settings ?? new FakeSettings();
    this.secrets = sameDisk?.secrets ?? new FakeSecrets();
    this.account = account;
    this.random = seededRandom(seed);
  }

  /** A start of the app: a sync that remembers nothing but what the stores hold. */
  start(account = "0123456789abcdef", kind: SubscriptionKind = receiverKind): SubscriptionSync {
    const { settings, secrets, random, logger } = this;
    // At once, so that a test knows its name before it asks.
    if (settings.get("installId") === undefined) {
      settings.set("installId", Buffer.from(random.bytes(8)).toString("hex"));
    }
    return createSubscriptionSync({
      kind,
      api: this.account.api,
      installation: installationIn(settings, random, this.machineId),
      secrets: accountSecrets(secrets, v.parse(accountIdSchema, account)),
      random,
      logger,
    });
  }

  get name(): string {
    return `Tallylight ${String(this.settings.get("installId"))}`;
  }

  /** This installation's receivers in the account. */
  get receivers(): readonly KeptSubscription[] {
    return this.account.receivers.filter((receiver) => receiver.name === this.name);
  }
}
