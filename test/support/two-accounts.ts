/** Two accounts, signed in at once in one process: one listener, one relay, one rate gate for each API. */
import { installationIn } from "./installation.ts";
import { AccountSessions } from "../../app/application/account-sessions.ts";
import { createAccountApi, type OpenAccount } from "../../app/application/open-account.ts";
import { createSnapshotStore } from "../../app/application/snapshot-store.ts";
import { accountSecrets, accountSettings } from "../../app/account/account-stores.ts";
import { askIdentity } from "../../app/account/identity.ts";
import type { AccountId } from "../../app/contract/account-id.ts";
import type { Command } from "../../app/contract/command.ts";
import type { CommandResult } from "../../app/contract/requests.ts";
import { defaultSettings } from "../../app/contract/settings.ts";
import { type AccountView, accountViews, signedOutSnapshot, type Snapshot } from "../../app/contract/snapshot.ts";
import { RateLimiter } from "../../app/demo/rate-limiter.ts";
import { createPublicEndpoint } from "../../app/endpoint/public-endpoint.ts";
import { createRateGates } from "../../app/noko/rate-gate.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { Fetch, Random } from "../../app/platform/ports.ts";
import { FakeClock } from "./fake-clock.ts";
import { createMemoryLogger, type MemoryLogger } from "./memory-logger.ts";
import { MemoryPath, publicUrl } from "./memory-session.ts";
import { createDemoServer, type MemoryDemoServer } from "./noko/server.ts";
import { seededRandom } from "./seeded-random.ts";

/** A request as it left: all of it, as one text. */
export interface LeftRequest {
  readonly at: number;
  readonly text: string;
  /** To which account's server it went: by its token, or by its address where each has one of its own. */
  readonly account: number;
}

export interface TwoAccounts {
  readonly clock: FakeClock;
  readonly random: Random;
  readonly logger: MemoryLogger;
  readonly servers: readonly [MemoryDemoServer, MemoryDemoServer];
  readonly ids: readonly AccountId[];
  readonly requests: readonly LeftRequest[];
  readonly opened: { listeners: number; relays: number };
  snapshot(): Snapshot;
  view(account: number): AccountView;
  /** Null once it is signed out. */
  dispatch(account: number, command: Command): Promise<CommandResult> | null;
  signedIn(): readonly AccountId[];
  stop(): Promise<void>;
}

/** Both at one API, as with Noko itself, or each at an API of its own. */
export type Origins = "one-api" | "two-apis";

export async function openTwoAccounts(seed: number, origins: Origins = "one-api"): Promise<TwoAccounts> {
  const clock = new FakeClock();
  const random = seededRandom(seed);
  const logger = createMemoryLogger();
  const path = new MemoryPath();
  const shared = origins === "one-api" ? { rateLimiter: new RateLimiter(clock) } : null;
  const serverOf = (number: number): MemoryDemoServer =>
    createDemoServer({
      clock,
      number,
      ...(shared ?? { origin: `https://api-${number}.invalid` }),
      random: seededRandom(seed * 10 + number),
      token: `token-of-${number}`,
      broadcastIntervalMilliseconds: 250,
      deliver: (post) => path.post(post),
    });
  const servers = [serverOf(0), serverOf(1)] as const;
  const requests: LeftRequest[] = [];
  const opened = { listeners: 0, relays: 0 };
  const fetch: Fetch = (url, init) => {
    if (url.startsWith(publicUrl)) return path.get(url, init);
    const token = init.headers["X-NokoToken"];
    const account = servers.findIndex((server) =>
      origins === "one-api" ? server.token === token : url.startsWith(`${server.baseUrl}/`),
    );
    const text = `${init.method} ${url} ${JSON.stringify(init.headers)} ${init.body ?? ""}`;
    requests.push({ at: clock.monotonicNow(), text, account });
    const server = servers[account];
    if (server === undefined) throw new Error("A request to no account");
    init.onWritten?.();
    return server.fetch(url, init);
  };
  const gates = createRateGates({ clock, random });
  const store = createSnapshotStore(signedOutSnapshot(clock.wallNow()));
  const relay = path.asRelay();
  const endpoint = createPublicEndpoint({
    clock,
    random,
    logger,
    fetch,
    relay: () => ({
      name: relay.name,
      start: (...parameters) => {
        opened.relays += 1;
        return relay.start(...parameters);
      },
    }),
    listen: (reception) => {
      opened.listeners += 1;
      return Promise.resolve(path.listen(reception));
    },
  });
  const sessions = new AccountSessions({
    clock,
    random,
    logger,
    bootedAt: () => 0,
    secondsSinceInput: () => 0,
    store,
    endpoint,
    absenceRules: () => defaultSettings.whenAway,
    windowOpen: () => false,
    onUser: () => undefined,
    onTokenRejected: (id) => void sessions.leave(id, { how: "disable-receiver", milliseconds: 0 }),
  });
  const secrets = createMemorySecrets();
  const settings = createMemorySettings();
  const ids: AccountId[] = [];
  for (const { baseUrl, token } of servers) {
    const api = createAccountApi({ clock, logger, fetch, version: "0.0.0", gates }, baseUrl, token);
    const asked = askIdentity(api, baseUrl, { priority: "user-action" });
    await clock.advance(5_000);
    const { id, name } = await asked;
    ids.push(id);
    const account: OpenAccount = {
      id,
      kind: "stored-token",
      api,
      name,
      reach: "internet",
      secrets: accountSecrets(secrets, id),
      settings: accountSettings(settings, id),
      installation: installationIn(settings, random),
      end: () => Promise.resolve(),
    };
    sessions.enter(account);
  }
  const view = (account: number): AccountView => {
    const found = accountViews(store.get()).find(({ id }) => id === ids[account]);
    if (found === undefined) throw new Error(`Account ${account} is signed out`);
    return found;
  };
  return {
    clock,
    random,
    logger,
    servers,
    ids,
    requests,
    opened,
    snapshot: () => store.get(),
    view,
    dispatch: (account, command) => sessions.find(ids[account])?.session.dispatch(command) ?? null,
    signedIn: () => sessions.ids(),
    stop: async () => {
      const left = sessions.leaveAll({ how: "disable-receiver", milliseconds: 10_000 });
      await clock.advance(20_000);
      await left;
      await endpoint.stop();
      for (const server of servers) server.stop();
    },
  };
}
