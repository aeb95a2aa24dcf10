/** The accounts that are signed in, each with its session and its part of the snapshot. */
import { createAccountSession } from "../account/account-session.ts";
import type { Session } from "../account/session.ts";
import type { AccountId } from "../contract/account-id.ts";
import type { AbsenceRules } from "../contract/settings.ts";
import { type AccountView, signedOutView } from "../contract/snapshot.ts";
import type { PublicEndpoint } from "../endpoint/public-endpoint.ts";
import type { CurrentUser } from "../noko/resources.ts";
import { withDeadline } from "../platform/deadline.ts";
import type { ApplicationPorts } from "./application-ports.ts";
import type { OpenAccount } from "./open-account.ts";
import type { SnapshotStore } from "./snapshot-store.ts";

export interface AccountSessionsPorts extends Pick<
  ApplicationPorts,
  "clock" | "random" | "logger" | "bootedAt" | "secondsSinceInput"
> {
  readonly store: SnapshotStore;
  readonly endpoint: PublicEndpoint;
  readonly absenceRules: () => AbsenceRules;
  readonly windowOpen: () => boolean;
  readonly onUser: (account: OpenAccount, user: CurrentUser) => void;
  readonly onTokenRejected: (id: AccountId) => void;
}

/** How sessions end, and by when. */
export interface Leaving {
  readonly how: "disable-receiver" | "remove-receiver";
  readonly milliseconds: number;
  readonly ended?: "by-person" | "by-system";
}

interface Entered {
  readonly account: OpenAccount;
  readonly session: Session;
}

export class AccountSessions {
  readonly #ports: AccountSessionsPorts;
  readonly #entered = new Map<AccountId, Entered>();

  constructor(ports: AccountSessionsPorts) {
    this.#ports = ports;
  }

  list(): readonly Session[] {
    return [...this.#entered.values()].map(({ session }) => session);
  }

  /** Of the account in focus by default; null where it is not signed in. */
  find(id = this.#ports.store.get().id): Entered | null {
    return id === null ? null : (this.#entered.get(id) ?? null);
  }

  ids(): readonly AccountId[] {
    return [...this.#entered.keys()];
  }

  /** Begins the session, in focus. */
  enter(account: OpenAccount): void {
    const { clock, random, logger, bootedAt, secondsSinceInput, store, endpoint, absenceRules } = this.#ports;
    const demo = account.kind === "demo";
    const view = store.open(account.id, {
      ...signedOutView(clock.wallNow()),
      account: { kind: "signed-in", demo, name: account.name, email: "", timeFormat: "hours_minutes" },
    });
    const session = createAccountSession({
      ...account,
      clock,
      random,
      logger,
      bootedAt,
      secondsSinceInput,
      store: view,
      demo,
      endpoint,
      absenceRules,
      onUser: (user) => this.#ports.onUser(account, user),
      onTokenRejected: () => this.#ports.onTokenRejected(account.id),
    });
    this.#entered.set(account.id, { account, session });
    session.setWindowOpen(this.#ports.windowOpen());
    session.start();
  }

  /** Where no account is left, `empty` is shown. */
  async leave(id: AccountId, { how, milliseconds, ended = "by-person" }: Leaving, empty?: AccountView): Promise<void> {
    const entered = this.#entered.get(id);
    if (entered === undefined) return;
    this.#entered.delete(id);
    const { clock, store } = this.#ports;
    await withDeadline(clock, milliseconds, (signal) => entered.session.stop(how, signal, ended));
    store.close(id, empty);
    await entered.account.end();
  }

  /** All at once, within the same time. */
  async leaveAll(leaving: Leaving): Promise<void> {
    await Promise.all(this.ids().map((id) => this.leave(id, leaving)));
  }
}
