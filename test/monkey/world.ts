/** Everything around the app on one fake clock: the account, other devices, the internet, the computer and its disk. */
import { createDemoServer, type MemoryDemoServer } from "../support/noko/server.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { seededRandom } from "../support/seeded-random.ts";
import type { CommandResult } from "../../app/contract/requests.ts";
import type { Command } from "../../app/contract/command.ts";
import type { CancelTimeout, Clock, Fetch } from "../../app/platform/ports.ts";
import { FakeInternet } from "./internet.ts";
import { beginLife, type Disk, type Life } from "./life.ts";
import { createLedger, type Ledger } from "./ledger.ts";

export const token = "token-of-the-monkey-4f6e6b6f2d746f6b656e";

export class World {
  readonly clock = new FakeClock();
  readonly internet = new FakeInternet(this.clock);
  readonly server: MemoryDemoServer;
  readonly disk: Disk = { settings: new Map(), secrets: new Map(), installation: new Map() };
  readonly ledger: Ledger;
  /** Null while it does not run. */
  life: Life | null = null;
  /** The person wants it to run. */
  asleep = false;
  /** Every text that no log and no file may show. */
  readonly secrets = new Set([token]);
  /** What went wrong in the test's own calls, such as a rejection where none is allowed. */
  readonly faults: string[] = [];
  lives = 0;
  readonly #seed: number;
  /** Linux's monotonic clock stands still in a sleep, others go on. */
  readonly #countsSleep: boolean;
  #slept = 0;
  #wallJump = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#countsSleep = seed % 2 === 0;
    this.server = createDemoServer({
      clock: this.clock,
      random: seededRandom(seed + 1),
      token,
      cast: "off",
      projects: 6,
      deliver: (post) => (this.asleep ? Promise.reject(new Error("The computer is asleep")) : this.internet.post(post)),
    });
    this.ledger = createLedger(this.server.account);
  }

  /** The computer's clocks, as the app reads them. */
  get appClock(): Clock {
    return {
      wallNow: () => this.clock.wallNow() + this.#wallJump,
      monotonicNow: () => this.clock.monotonicNow() - this.#slept,
      // Node's timers know whole milliseconds, and none below one.
      setTimeout: (callback, milliseconds) => this.#wait(callback, Math.max(1, Math.trunc(milliseconds))),
    };
  }

  /** What falls due in a sleep that the app's clock does not count is due by so much later. */
  #wait(callback: () => void, milliseconds: number): CancelTimeout {
    const due = this.clock.monotonicNow() - this.#slept + milliseconds;
    let cancel = this.clock.setTimeout(() => {
      const left = Math.round(due - (this.clock.monotonicNow() - this.#slept));
      if (left <= 0) callback();
      else cancel = this.#wait(callback, left);
    }, milliseconds);
    return () => cancel();
  }

  /** Somebody sets the computer's clock; the account's stays right. */
  setClock(milliseconds: number): void {
    this.#wallJump += milliseconds;
  }

  start(): void {
    if (this.life !== null) return;
    this.lives += 1;
    const fetch: Fetch = (url, init) => {
      if (/^https:\/\/[^/]+\.relay\.test\//u.test(url)) return this.internet.probe(url, init);
      if (!this.internet.online) return Promise.reject(unreachable());
      init.onWritten?.();
      return this.server.fetch(url, init);
    };
    this.life = beginLife({
      clock: this.appClock,
      random: seededRandom(this.#seed * 1_000 + this.lives),
      fetch,
      internet: this.internet,
      apiUrl: this.server.baseUrl,
      disk: this.disk,
      bootedAt: 0,
      secondsSinceInput: () => 0,
    });
    this.#watch(this.life.application.start({ demo: false }), "start");
  }

  kill(): void {
    this.life?.kill();
    this.life = null;
  }

  /** As the menu's Quit: in three seconds at most, then the process is gone. */
  async quit(): Promise<void> {
    const { life } = this;
    if (life === null) return;
    const progress = { ended: false };
    this.#watch(
      life.application.stop(3_000).then(() => (progress.ended = true)),
      "quit",
    );
    for (let waited = 0; waited < 4_000 && !progress.ended; waited += 250) await this.clock.advance(250);
    if (!progress.ended) this.faults.push("Quit took longer than 4 s");
    this.kill();
  }

  /** A person at this computer sends a verb; what became of it is noted when it is known. */
  command(command: Command): void {
    if (this.life === null) return;
    const settle = this.ledger.sent(command);
    this.#watch(
      this.life.application.dispatch(command, "person").then((result: CommandResult) => settle(result)),
      command.kind,
    );
  }

  signIn(): void {
    if (this.life !== null) this.#watch(this.life.application.signIn(token), "sign in");
  }

  signOut(): void {
    if (this.life !== null) this.#watch(this.life.application.signOut(), "sign out");
  }

  /** Time passes, and nothing runs here. What other devices do meanwhile is announced to nobody. */
  async sleep(milliseconds: number, meanwhile: () => void): Promise<void> {
    this.asleep = true;
    this.clock.sleep(milliseconds / 2);
    if (!this.#countsSleep) this.#slept += milliseconds / 2;
    meanwhile();
    await this.server.flushBroadcasts();
    this.clock.sleep(milliseconds / 2);
    if (!this.#countsSleep) this.#slept += milliseconds / 2;
    this.asleep = false;
    this.internet.cut();
  }

  /** What changes at another device is not counted as ours. */
  elsewhere(change: () => void): void {
    this.ledger.elsewhere(change);
  }

  /** Learns what must stay secret. */
  noteSecrets(): void {
    for (const { secret, payloadUri } of this.server.account.receivers.all()) {
      this.secrets.add(secret);
      const path = /\/b\/[\w-]{43}/u.exec(payloadUri)?.[0];
      if (path !== undefined) this.secrets.add(path);
    }
  }

  #watch(promise: Promise<unknown>, what: string): void {
    promise.catch((error: unknown) => void this.faults.push(`${what} rejected: ${String(error)}`));
  }
}

function unreachable(): TypeError {
  const cause = Object.assign(new Error("connect ENETUNREACH"), { code: "ENETUNREACH", syscall: "connect" });
  return new TypeError("fetch failed", { cause });
}
