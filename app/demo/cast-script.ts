import type { CancelTimeout, Clock, Random } from "../platform/ports.ts";
import type { DemoAccount } from "./account.ts";
import { castProjectIds, idOffsetOf } from "./cast-projects.ts";
import type { DemoTimer } from "./state.ts";
import { hashtagsIn } from "./tags.ts";

const firstAfter = 6000;
const shortestPause = 8000;
const longestPause = 15_000;
const resumeAfter = 3000;
/** How long the script leaves the account alone after a person did something. */
const courtesy = 20_000;
const mostTimers = 5;

const id = castProjectIds;
const playable: readonly number[] = [
  id.gear,
  id.sprockets,
  id.internal,
  id.zenith,
  id.zebra,
  id.freezer,
  id.lantern,
  id.harbour,
];

const texts: readonly string[] = [
  "Phone call with the workshop #call",
  "Comments on the second draft #review",
  "Sketches & measurements #design",
  "Deploy and a look at the logs #development",
  "Planning next week #meeting",
  "Answering questions #support",
];

export interface CastScriptOptions {
  readonly account: DemoAccount;
  readonly clock: Clock;
  readonly random: Random;
  /** Which of the demo accounts it is, from 0. */
  readonly number: number;
}

/**
 * "Another device" of the demo account: every 8 to 15 seconds it switches to another project, edits a text, or
 * takes a short break. It keeps still for 20 seconds after a person acted, so that it never fights one.
 */
export class CastScript {
  readonly #options: CastScriptOptions;
  readonly #playable: readonly number[];
  #cancel: CancelTimeout;
  #personActedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: CastScriptOptions) {
    this.#options = options;
    this.#playable = playable.map((projectId) => projectId + idOffsetOf(options.number));
    this.#cancel = options.clock.setTimeout(() => this.#act(), firstAfter);
  }

  noteUserAction(): void {
    this.#personActedAt = this.#options.clock.monotonicNow();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #act(): void {
    const { clock, account } = this.#options;
    const quietUntil = this.#personActedAt + courtesy;
    const now = clock.monotonicNow();
    if (now < quietUntil) return this.#next(quietUntil - now);
    const running = account.runningTimer();
    if (running === null) return this.#switch(null);
    const choice = this.#options.random.fraction();
    if (choice < 0.45) return this.#switch(running);
    if (choice < 0.75) return this.#describe(running);
    account.pauseTimer(running.projectId);
    this.#next(resumeAfter);
  }

  #switch(running: DemoTimer | null): void {
    const { account } = this.#options;
    const projectId = this.#pick(this.#playable.filter((candidate) => candidate !== running?.projectId));
    this.#makeRoom(projectId);
    account.startTimer(projectId, account.timer(projectId) === null ? this.#pick(texts) : undefined);
    this.#next(this.#pause());
  }

  #describe(running: DemoTimer): void {
    this.#options.account.describeTimer(
      running.projectId,
      this.#pick(texts.filter((text) => text !== running.description)),
    );
    this.#next(this.#pause());
  }

  /** Keeps the list short: the timer unused for longest is logged, as a person would do at a desk. */
  #makeRoom(projectId: number): void {
    const { account } = this.#options;
    const timers = account.timers();
    const oldest = timers[timers.length - 1];
    if (timers.length < mostTimers || oldest === undefined || account.timer(projectId) !== null) return;
    if (oldest.run.kind === "running") return;
    const tagsAreKnown = hashtagsIn(oldest.description ?? "").every((name) => account.tags.has(name));
    if (tagsAreKnown) account.logTimer(oldest.projectId);
  }

  #pause(): number {
    return shortestPause + this.#options.random.fraction() * (longestPause - shortestPause);
  }

  #pick<T>(choices: readonly T[]): T {
    const index = Math.floor(this.#options.random.fraction() * choices.length);
    const choice = choices[index];
    if (choice === undefined) throw new RangeError("Nothing to pick from");
    return choice;
  }

  #next(milliseconds: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#options.clock.setTimeout(() => this.#act(), milliseconds);
  }
}
