import { beforeEach, describe, expect, it } from "vitest";
import { createSubscriptionSync, type SubscriptionSync } from "../../app/receiver/subscription-sync.ts";
import { receiverKind } from "../../app/receiver/subscription-kind.ts";
import { createDemoServer, type MemoryDemoServer } from "../support/noko/server.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import { createRateGate } from "../../app/noko/rate-gate.ts";
import { createNokoApi } from "../../app/noko/client.ts";
import type { Fetch, SecretStore } from "../../app/platform/ports.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { installationIn } from "../support/installation.ts";
import { seededRandom } from "../support/seeded-random.ts";

const publicUrl = "https://relay.example";
/** More than one page of thirty. */
const otherReceivers = 40;

/** Where a run of the app ends, as when its power is cut: at its n-th request, carried out or not. */
interface PowerCut {
  readonly atRequest: number;
  readonly carriedOut: boolean;
}

/** One installation with the real client, in an account that it may share; its stores outlive its runs. */
class Installation {
  readonly #server: MemoryDemoServer;
  readonly #clock: FakeClock;
  readonly #seed: number;
  readonly secrets: SecretStore = createMemorySecrets();
  readonly settings = createMemorySettings();
  readonly logger = createMemoryLogger();
  #runs = 0;

  constructor(server: MemoryDemoServer, clock: FakeClock, seed: number) {
    this.#server = server;
    this.#clock = clock;
    this.#seed = seed;
  }

  start(powerCut: PowerCut | null = null): SubscriptionSync {
    this.#runs += 1;
    const random = seededRandom(this.#seed * 1_000 + this.#runs);
    const { logger, secrets, settings } = this;
    const reach = thirtyAPage(this.#server.fetchFrom(`203.0.113.${this.#seed}`));
    const api = createNokoApi({
      baseUrl: this.#server.baseUrl,
      token: this.#server.token,
      fetch: powerCut === null ? reach : cutOff(reach, powerCut),
      clock: this.#clock,
      gate: createRateGate({ clock: this.#clock, random }),
      logger,
      version: "0.0.0",
    });
    return createSubscriptionSync({
      kind: receiverKind,
      api,
      secrets,
      installation: installationIn(settings, random),
      random,
      logger,
    });
  }

  /** Lets time pass until `work` is done. */
  async done<T>(work: Promise<T>): Promise<T> {
    const outcome = await this.within(work, 60_000);
    if (outcome === "still running") throw new Error("Still running after a minute");
    return outcome.value;
  }

  async within<T>(work: Promise<T>, milliseconds: number): Promise<{ readonly value: T } | "still running"> {
    const progress = { settled: false };
    const outcome = work.then((value) => ({ value }));
    const settle = (): void => void (progress.settled = true);
    outcome.then(settle, settle);
    for (let passed = 0; passed < milliseconds && !progress.settled; passed += 250) await this.#clock.advance(250);
    return progress.settled ? outcome : "still running";
  }

  get receivers(): ReturnType<MemoryDemoServer["account"]["receivers"]["all"]> {
    const name = `Tallylight ${String(this.settings.get("installId"))}`;
    return this.#server.account.receivers.all().filter((receiver) => receiver.name === name);
  }
}

/** The documentation lets only some lists have longer pages: here this one is not among them. */
function thirtyAPage(reach: Fetch): Fetch {
  return (url, init) => reach(url.replace(/per_page=\d+/, "per_page=30"), init);
}

function cutOff(reach: Fetch, { atRequest, carriedOut }: PowerCut): Fetch {
  let requests = 0;
  return async (url, init) => {
    requests += 1;
    if (requests < atRequest) return reach(url, init);
    if (requests === atRequest && carriedOut) await reach(url, init);
    return new Promise(() => undefined);
  };
}

describe("the receiver's lifecycle, by the real client", () => {
  let clock: FakeClock;
  let server: MemoryDemoServer;
  let install: Installation;

  beforeEach(() => {
    clock = new FakeClock();
    server = createDemoServer({ clock, random: seededRandom(3), cast: "off", receivers: otherReceivers });
    install = new Installation(server, clock, 1);
  });

  async function expectOneEnabled(of: Installation, url = publicUrl): Promise<void> {
    const sync = of.start();
    const outcome = await of.done(sync.ensure(url));
    expect(outcome.kind).toBe("ready");
    expect(of.receivers).toHaveLength(1);
    const [kept] = of.receivers;
    expect(kept).toMatchObject({ enabled: true, payloadUri: url + (await sync.path()) });
    expect(outcome).toMatchObject({ secret: kept?.secret });
  }

  it("finds its own among forty others, over all pages", async () => {
    await expectOneEnabled(install);
    const created = install.receivers[0];
    for (let index = 0; index < otherReceivers; index += 1) {
      const name = `${created?.name ?? ""} of copy ${index}`;
      server.account.receivers.create({ name, payloadUri: "https://copy.example/", subjects: ["timer"] });
    }
    const before = server.requests.length;
    await expectOneEnabled(install);
    expect(install.receivers).toEqual([created]);
    expect(server.requests.length - before).toBe(2);
    expect(server.account.receivers.all()).toHaveLength(2 * otherReceivers + 1);
  });

  it.each([
    ["deleted", { kind: "deleted" }],
    ["disabled", { kind: "disabled" }],
    ["re-pointed", { kind: "re-pointed", payloadUri: "https://stranger.example/" }],
  ] as const)("mends a receiver that was %s behind our back", async (_name, loss) => {
    await expectOneEnabled(install);
    server.loseReceiver(loss, install.receivers[0]?.urlId);
    const outcome = await install.done(install.start().check(publicUrl));
    expect(outcome).toMatchObject({ kind: "ready", changed: true });
    await expectOneEnabled(install);
  });

  it("survives a loss of its secrets, and of its secrets and its receiver's address", async () => {
    await expectOneEnabled(install);
    const created = install.receivers[0];
    await install.secrets.delete("receiver-secret");
    await expectOneEnabled(install);
    await install.secrets.delete("receiver-secret");
    await install.secrets.delete("receiver-path");
    await expectOneEnabled(install);
    await expectOneEnabled(install, "https://moved.example/in");
    expect(install.receivers[0]?.urlId).toBe(created?.urlId);
    expect(install.receivers[0]?.secret).not.toBe(created?.secret);
  });

  it("says so where the account has no broadcasts, and where the token is refused", async () => {
    server.faults.forbiddenBroadcasts = true;
    expect(await install.done(install.start().ensure(publicUrl))).toEqual({ kind: "forbidden" });
    server.faults.forbiddenBroadcasts = false;
    server.faults.revokedToken = true;
    expect(await install.done(install.start().ensure(publicUrl))).toEqual({ kind: "token-rejected" });
    server.faults.revokedToken = false;
    await expectOneEnabled(install);
  });

  it("works with addresses that only the account can know", async () => {
    server.faults.renamedPaths = true;
    await expectOneEnabled(install);
    server.loseReceiver({ kind: "disabled" }, install.receivers[0]?.urlId);
    await expectOneEnabled(install);
    const sync = install.start();
    await install.done(sync.disable(new AbortController().signal));
    expect(install.receivers[0]).toMatchObject({ enabled: false });
    expect(await install.done(sync.remove())).toEqual({ kind: "done" });
    expect(install.receivers).toEqual([]);
  });

  const beginnings: readonly (readonly [string, () => Promise<void>])[] = [
    ["nothing", () => Promise.resolve()],
    [
      "a receiver that must be pointed here and enabled, its secret lost, beside a leftover",
      async () => {
        await expectOneEnabled(install, "https://old.example");
        await install.secrets.delete("receiver-secret");
        const [own] = install.receivers;
        if (own === undefined) throw new Error("There should be a receiver by now");
        server.account.receivers.create({ name: own.name, payloadUri: "https://x.example/", subjects: [] });
        for (const receiver of install.receivers) server.loseReceiver({ kind: "disabled" }, receiver.urlId);
      },
    ],
  ];

  it.each(beginnings)(
    "recovers from a power cut at every request of a set-up that begins with %s",
    async (_name, begin) => {
      let cuts = 0;
      for (let atRequest = 1; atRequest <= 20; atRequest += 1) {
        for (const carriedOut of [false, true]) {
          server = createDemoServer({ clock, random: seededRandom(3), cast: "off", receivers: otherReceivers });
          install = new Installation(server, clock, 1);
          await begin();
          const setUp = await install.within(install.start({ atRequest, carriedOut }).ensure(publicUrl), 5_000);
          if (setUp === "still running") cuts += 1;
          await expectOneEnabled(install);
          expect(await install.done(install.start().remove())).toEqual({ kind: "done" });
          expect(install.receivers).toEqual([]);
          expect(server.account.receivers.all()).toHaveLength(otherReceivers);
          server.stop();
        }
      }
      expect(cuts).toBeGreaterThanOrEqual(4);
      expect(cuts).toBeLessThan(40);
    },
  );

  it("keeps two installations of one user apart in everything they do", async () => {
    const other = new Installation(server, clock, 2);
    await Promise.all([expectOneEnabled(install), expectOneEnabled(other)]);
    const untouched = other.receivers;
    await install.secrets.delete("receiver-secret");
    await expectOneEnabled(install);
    await install.done(install.start().disable(new AbortController().signal));
    await install.done(install.start().remove());
    expect(install.receivers).toEqual([]);
    expect(other.receivers).toEqual(untouched);
    await expectOneEnabled(install);
    expect(server.account.receivers.all()).toHaveLength(otherReceivers + 2);
  });

  it("logs no token, no secret and no path", async () => {
    await expectOneEnabled(install);
    const path = await install.start().path();
    const secrets = [server.token, path, path.slice(3), install.receivers[0]?.secret ?? "-"];
    server.faults.answer(500, { method: "DELETE" });
    await install.done(install.start().remove());
    server.faults.revokedToken = true;
    await install.done(install.start().ensure(publicUrl));
    const logged = install.logger.lines.join("\n");
    for (const secret of secrets) expect(logged).not.toContain(secret);
  });
});
