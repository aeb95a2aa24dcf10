/**
 * One signed-in account, live: wires the client, the mirror and the way by which broadcasts arrive, and turns
 * what they learn into the snapshot. It decides little by itself: the link's verdict, the reducer and the
 * refresher do.
 */
import type { TimeFormat } from "./model/account.ts";
import type { Command, TimerCommand } from "./contract/command.ts";
import type { CommandResult } from "./contract/ipc.ts";
import type { Link, PendingCommand } from "./contract/snapshot.ts";
import { NoSuchTimer } from "./mirror/commands.ts";
import { judgeLink, type LinkEvidence, noEvidence, reconcileInterval } from "./mirror/link.ts";
import { createMirrorKeeper, type MirrorKeeper } from "./mirror/mirror-keeper.ts";
import { problemOf } from "./mirror/problems.ts";
import { timersOf, toProject } from "./mirror/view.ts";
import type { Problem } from "./model/problem.ts";
import { isRunning, type Timer } from "./model/timer.ts";
import type { NokoApi } from "./noko/api.ts";
import { ApiError, describeFailure, type ApiFailure } from "./noko/errors.ts";
import type { CurrentUser, NokoProject } from "./noko/resources.ts";
import type { CancelTimeout, Clock, Logger, Random } from "./ports.ts";
import type { Reachability, ReachabilityEvents } from "./reachability.ts";
import type { SnapshotStore } from "./snapshot-store.ts";

/** A second look after broadcasts begin to arrive: what happened while the account learnt of us is in no broadcast. */
const secondLookAfter = 15_000;

export interface SessionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly api: NokoApi;
  readonly store: SnapshotStore;
  readonly demo: boolean;
  readonly createReachability: (events: ReachabilityEvents) => Reachability;
  /** The account refused the token: the session has stopped asking, and somebody must sign in again. */
  readonly onTokenRejected: () => void;
}

export interface Session {
  /** Begins; everything else happens by itself. */
  start(): void;
  dispatch(command: Command): Promise<CommandResult>;
  /** The machine slept, woke, or changed its network. */
  wake(): void;
  /** Compares the mirror with the account now. */
  reconcile(): void;
  setWindowOpen(open: boolean): void;
  /** Ends everything; `remove` also deletes the receiver from the account. */
  stop(how: "disable-receiver" | "remove-receiver", signal: AbortSignal): Promise<void>;
}

export function createSession(ports: SessionPorts): Session {
  return new AccountSession(ports);
}

class AccountSession implements Session {
  readonly #ports: SessionPorts;
  readonly #mirror: MirrorKeeper;
  readonly #reachability: Reachability;
  #evidence: LinkEvidence = noEvidence;
  #link: Pick<Link, "lastBroadcastAt" | "lastAnswerAt" | "missedBroadcasts"> = {
    lastBroadcastAt: null,
    lastAnswerAt: null,
    missedBroadcasts: 0,
  };
  #pending: readonly PendingCommand[] = [];
  #windowOpen = false;
  #cancelSecondLook: CancelTimeout | null = null;
  #stopped = false;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#mirror = createMirrorKeeper({
      clock: ports.clock,
      random: ports.random,
      api: ports.api,
      onChange: (state) => this.#show(timersOf(state)),
      onAnswer: (wholeList) => this.#answered(wholeList),
      onFailure: (failure) => this.#failed(failure),
      onMisses: (misses, degraded) => this.#missed(misses, degraded),
    });
    this.#reachability = ports.createReachability({
      onEvidence: (evidence) => this.#reached(evidence),
      onChanged: (subjectUrl) => this.#broadcastArrived(subjectUrl),
      onDoubt: () => this.reconcile(),
      onCovered: () => this.#covered(),
      onTokenRejected: () => this.#tokenRejected(),
    });
  }

  start(): void {
    this.#judge();
    void this.#mirror.reconcile();
    void this.#readAccount();
    void this.#readProjects();
    void this.#reachability.start();
  }

  async dispatch(command: Command): Promise<CommandResult> {
    switch (command.kind) {
      case "dismiss-problem":
        this.#ports.store.patch({ problem: null });
        return { kind: "done" };
      case "refresh":
        this.#ports.store.patch({ problem: null });
        void this.#readProjects();
        await this.#mirror.reconcile();
        return { kind: "done" };
      case "undo":
      case "answer-question":
        // Nothing is offered or asked yet.
        return { kind: "done" };
      case "log-and-start":
        return this.#logAndStart(command.projectId);
      default:
        return this.#dispatchTimerCommand(command);
    }
  }

  wake(): void {
    this.#learn({ wokenSinceAnswer: true });
    this.#reachability.wake();
    this.reconcile();
  }

  reconcile(): void {
    void this.#mirror.reconcile();
  }

  setWindowOpen(open: boolean): void {
    if (this.#windowOpen === open) return;
    this.#windowOpen = open;
    this.#judge();
    if (open) this.reconcile();
  }

  async stop(how: "disable-receiver" | "remove-receiver", signal: AbortSignal): Promise<void> {
    this.#end();
    if (how === "remove-receiver") await this.#reachability.remove(signal);
    else await this.#reachability.stop(signal);
  }

  #end(): void {
    this.#stopped = true;
    this.#cancelSecondLook?.();
    this.#mirror.stop();
  }

  /** A timer that could not be logged keeps running: nothing is started. */
  async #logAndStart(projectId: number): Promise<CommandResult> {
    const running = runningOf(this.#ports.store.get().timers);
    if (running !== undefined) {
      const logged = await this.#dispatchTimerCommand({ kind: "log", projectId: running.projectId });
      if (logged.kind !== "done") return logged;
    }
    return this.#dispatchTimerCommand({ kind: "start", projectId });
  }

  async #dispatchTimerCommand(command: TimerCommand): Promise<CommandResult> {
    const pending: PendingCommand = { projectId: command.projectId, kind: command.kind };
    // A second click while the first is under way asks for nothing new.
    if (this.#pending.some((other) => other.projectId === pending.projectId && other.kind === pending.kind)) {
      return { kind: "done" };
    }
    this.#setPending([...this.#pending, pending]);
    const problem = await this.#attempt(command);
    this.#setPending(this.#pending.filter((other) => other !== pending));
    if (problem === null) {
      this.#ports.store.patch({ problem: null });
      return { kind: "done" };
    }
    this.#ports.store.patch({ problem: { problem, command: command.kind, projectId: command.projectId } });
    return { kind: "failed", problem };
  }

  /** Null when the verb was carried out. */
  async #attempt(command: TimerCommand): Promise<Problem | null> {
    const { logger } = this.#ports;
    try {
      await this.#mirror.run(command);
      logger.info("A command was carried out", { command: command.kind, projectId: command.projectId });
      return null;
    } catch (error) {
      if (error instanceof NoSuchTimer) return this.#doubtAfter({ kind: "not-found" });
      if (!(error instanceof ApiError)) throw error;
      logger.warn("A command failed", { command: command.kind, failure: describeFailure(error.failure) });
      if (error.failure.kind === "token-rejected") this.#tokenRejected();
      return this.#doubtAfter(problemOf(error.failure));
    }
  }

  /** What a failed verb left behind is not known: look. */
  #doubtAfter(problem: Problem): Problem {
    this.reconcile();
    return problem;
  }

  #setPending(pending: readonly PendingCommand[]): void {
    this.#pending = pending;
    this.#ports.store.patch({ pending });
  }

  async #readAccount(): Promise<void> {
    const { api, store, demo, logger } = this.#ports;
    try {
      const { value } = await api.currentUser({ priority: "reconcile" });
      if (this.#stopped) return;
      store.patch({ account: signedIn(value, demo) });
    } catch (error) {
      // The account's name is a courtesy; the mirror's own retries tell the state of the connection.
      if (!(error instanceof ApiError)) throw error;
      logger.warn("The account could not be read", { failure: describeFailure(error.failure) });
    }
  }

  async #readProjects(): Promise<void> {
    const { api, store, logger } = this.#ports;
    const show = (projects: readonly NokoProject[], projectsLoaded: "some" | "all"): void => {
      if (!this.#stopped) store.patch({ projects: startable(projects), projectsLoaded });
    };
    try {
      const isFirst = store.get().projectsLoaded !== "all";
      const onPage = isFirst ? (soFar: readonly NokoProject[]): void => show(soFar, "some") : undefined;
      const { value } = await api.listProjects({ enabled: true }, { priority: "reconcile" }, onPage);
      show(value, "all");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      logger.warn("The projects could not be read", { failure: describeFailure(error.failure) });
    }
  }

  #show(timers: readonly Timer[]): void {
    const before = runningOf(this.#ports.store.get().timers);
    this.#ports.store.patch({ timers });
    const now = runningOf(timers);
    if (before?.projectId === now?.projectId) return;
    // Names of clients and projects stay out of logs, except those that are made up.
    const name = this.#ports.demo && now !== undefined ? { project: now.project.name } : {};
    this.#ports.logger.info(now === undefined ? "No timer is running" : "A timer is running", name);
  }

  #broadcastArrived(subjectUrl: string): void {
    this.#link = { ...this.#link, lastBroadcastAt: this.#ports.clock.wallNow() };
    this.#mirror.broadcast(subjectUrl);
    this.#learn({ proved: true });
  }

  #covered(): void {
    this.#mirror.setCovered(true);
    this.reconcile();
    this.#cancelSecondLook?.();
    this.#cancelSecondLook = this.#ports.clock.setTimeout(() => this.reconcile(), secondLookAfter);
  }

  #reached(evidence: Pick<LinkEvidence, "relay" | "path" | "receiver">): void {
    const good = evidence.relay === "up" && evidence.path === "verified" && evidence.receiver === "ready";
    if (!good) this.#mirror.setCovered(false);
    this.#learn(good ? evidence : { ...evidence, proved: false });
  }

  #answered(wholeList: boolean): void {
    this.#link = { ...this.#link, lastAnswerAt: this.#ports.clock.wallNow() };
    const { relay, path, receiver, proved } = this.#evidence;
    const good = relay === "up" && path === "verified" && receiver === "ready";
    this.#learn({ api: "answering", wokenSinceAnswer: false, proved: proved || (wholeList && good) });
  }

  #failed(failure: ApiFailure): void {
    if (failure.kind === "token-rejected") return this.#tokenRejected();
    this.#ports.logger.warn("The account could not be asked", { failure: describeFailure(failure) });
    // Being told to wait is an answer: what is shown stays as fresh as it was.
    if (failure.kind !== "rate-limited") this.#learn({ api: "unreachable" });
  }

  #missed(missedBroadcasts: number, degraded: boolean): void {
    this.#link = { ...this.#link, missedBroadcasts };
    const newlyDegraded = degraded && !this.#evidence.degraded;
    this.#learn({ degraded });
    if (newlyDegraded) this.#reachability.mend();
  }

  #tokenRejected(): void {
    if (this.#stopped) return;
    this.#learn({ api: "token-rejected" });
    this.#end();
    this.#ports.onTokenRejected();
  }

  #learn(evidence: Partial<LinkEvidence>): void {
    this.#evidence = { ...this.#evidence, ...evidence };
    this.#judge();
  }

  /** Brings the shown link and the interval between looks in line with the evidence. */
  #judge(): void {
    if (this.#stopped) return;
    const { clock, store, logger } = this.#ports;
    const verdict = judgeLink(this.#evidence);
    const shown = store.get().link;
    const changed = shown.state !== verdict.state;
    const interval = reconcileInterval(verdict, this.#windowOpen);
    this.#mirror.setInterval(interval);
    if (changed) logger.info("The link changed", { state: verdict.state, reason: verdict.reason });
    store.patch({
      link: {
        ...verdict,
        ...this.#link,
        since: changed ? clock.wallNow() : shown.since,
        pollSeconds: verdict.state === "polling" ? interval / 1000 : null,
      },
    });
  }
}

function signedIn(
  user: CurrentUser,
  demo: boolean,
): {
  readonly kind: "signed-in";
  readonly demo: boolean;
  readonly name: string;
  readonly email: string;
  readonly timeFormat: TimeFormat;
} {
  const name = [user.firstName, user.lastName].filter((part) => part !== null && part !== "").join(" ");
  const email = user.email ?? "";
  return { kind: "signed-in", demo, name: name === "" ? email : name, email, timeFormat: user.timeFormat };
}

function runningOf(timers: readonly Timer[]): Timer | undefined {
  return timers.find(isRunning);
}

function startable(projects: readonly NokoProject[]): ReturnType<typeof toProject>[] {
  const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
  return projects
    .filter((project) => project.enabled)
    .map(toProject)
    .toSorted((one, other) => collator.compare(one.name, other.name));
}
