import * as v from "valibot";
import type { Settings } from "../contract/settings.ts";
import type { UpdateState } from "../contract/updates.ts";
import type { CancelTimeout, Clock, Fetch, Logger, Random, SettingsStore } from "../platform/ports.ts";
import { type InstallationInput, installCommand, wantedArtefact, whyNoUpdates } from "./installation.ts";
import type { FetchedRelease, FetchReleasePorts } from "./fetch-release.ts";
import type { Answered, Known, ReleaseVerdict } from "./judge-release.ts";
import type { Publisher } from "./publisher.ts";

export interface Updates {
  state(): UpdateState;
  /** Asks now, whatever was chosen, and resolves when there is an answer. Never rejects. */
  check(): Promise<void>;
  /** What the user has chosen: from now on checks come by themselves, or no longer do. */
  choose(choice: Settings["updates"]): void;
  /** Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void;
  stop(): void;
}

/** Reading and judging a release, loaded with the first check. */
export interface ReleaseReader {
  fetchRelease(manifestUrl: string, ports: FetchReleasePorts): Promise<FetchedRelease>;
  judgeRelease(answered: Answered, known: Known): ReleaseVerdict;
}

export interface UpdatesPorts {
  readonly installation: InstallationInput;
  readonly publisher: Publisher | null;
  readonly version: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Pick<SettingsStore, "get" | "set">;
  /** Whether the account can't be reached either, so that asking is in vain. */
  readonly offline: () => boolean;
  readonly loadReader: () => Promise<ReleaseReader>;
  readonly logger: Logger;
}

/** In milliseconds: not while everything starts, and then about once a day, at no hour that all would share. */
export const firstCheckAfter = 10 * 60_000;
const day = 24 * 3_600_000;
const jitter = 2 * 3_600_000;
const storedName = "newest-release-date";

/** Finds out about new versions, and only tells: nothing is downloaded. */
export function createUpdates(ports: UpdatesPorts): Updates {
  const { installation, publisher, clock, random, store, logger } = ports;
  const reason = whyNoUpdates(installation, publisher);
  const listeners = new Set<() => void>();
  let state: UpdateState = reason === null ? { kind: "none", checkedAt: null } : { kind: "not-here", reason };
  let cancel: CancelTimeout | null = null;
  let running: Promise<void> | null = null;

  function show(next: UpdateState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function plan(milliseconds: number): void {
    cancel?.();
    cancel = clock.setTimeout(() => {
      plan(day + (random.fraction() * 2 - 1) * jitter);
      if (!ports.offline()) void check();
    }, milliseconds);
  }

  function check(): Promise<void> {
    if (reason !== null || publisher === null) return Promise.resolve();
    return (running ??= ask(publisher).finally(() => (running = null)));
  }

  async function ask(from: Publisher): Promise<void> {
    const before = state;
    show({ kind: "checking" });
    const next = await find(from).catch((): UpdateState => failed("not-reachable"));
    // That a version is out stays known while a server can't be reached.
    const isKnown = before.kind === "available" && next.kind === "failed" && next.reason === "not-reachable";
    show(isKnown ? before : next);
  }

  async function find(from: Publisher): Promise<UpdateState> {
    const reader = await ports.loadReader();
    const fetched = await reader.fetchRelease(from.manifest, ports);
    if (fetched.kind === "refused") return failed(fetched.reason);
    const verdict = reader.judgeRelease(fetched.answered, {
      keys: from.keys,
      running: ports.version,
      newestDate: newestDate(),
      wanted: wantedArtefact(installation),
    });
    if (verdict.kind === "refused") return failed(verdict.reason);
    store.set(storedName, verdict.date);
    if (verdict.kind === "none") return { kind: "none", checkedAt: clock.wallNow() };
    const { manifest, artefact } = verdict;
    logger.info("A new version is out", { version: manifest.version });
    return {
      kind: "available",
      release: {
        version: manifest.version,
        notes: manifest.notes,
        command: installCommand(artefact.kind, artefact.file),
      },
    };
  }

  function failed(why: Extract<UpdateState, { kind: "failed" }>["reason"]): UpdateState {
    logger.warn("What was said of a new version does not count", { reason: why });
    return { kind: "failed", reason: why, checkedAt: clock.wallNow() };
  }

  function newestDate(): number {
    const stored = v.safeParse(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), store.get(storedName));
    return stored.success ? stored.output : 0;
  }

  return {
    state: () => state,
    check,
    choose(choice) {
      const wanted = reason === null && (installation.managed ?? choice) === "tell";
      if (wanted && cancel === null) plan(firstCheckAfter);
      if (!wanted) {
        cancel?.();
        cancel = null;
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
