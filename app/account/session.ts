/**
 * One signed-in account, live: wires the client, the mirror and the receiver, and turns
 * what they learn into the snapshot. It decides little by itself: the link's verdict, the reducer and the
 * refresher do.
 */
import { AbsenceMonitor, type LeftAsOf } from "../presence/absence-monitor.ts";
import { createAbsenceJournal } from "../presence/absence-journal.ts";
import { AccountReader } from "./account-reader.ts";
import type { Account } from "../model/account.ts";
import type { ReachabilityReport } from "../contract/application.ts";
import type { Command, RepairHop } from "../contract/command.ts";
import type { Days, DaysResult } from "../contract/day.ts";
import type { CommandResult, Origin } from "../contract/requests.ts";
import type { AbsenceReason } from "../contract/absence-reasons.ts";
import type { AbsenceRules } from "../contract/settings.ts";
import { type LoggedDay, runningTimer, signedOutView } from "../contract/snapshot.ts";
import { fullName } from "../noko/full-name.ts";
import { createLinkHealth, type LinkHealth } from "../link/link-health.ts";
import { LinkMonitor } from "../link/link-monitor.ts";
import { LoggedTime } from "../entries/logged-time.ts";
import { createMirrorSync, type MirrorSync } from "../mirror/mirror-sync.ts";
import { Entries } from "../entries/entries.ts";
import { Review } from "../entries/review/review.ts";
import { RecentProjects } from "../mirror/recent-projects.ts";
import type { MirrorState } from "../mirror/reducer.ts";
import { createTransferJournal } from "../commands/transfers/transfer-journal.ts";
import { Transfers } from "../commands/transfers/transfers.ts";
import { Verbs } from "../commands/verbs.ts";
import type { NokoApi } from "../noko/api.ts";
import { ApiError, describeFailure } from "../noko/errors.ts";
import { problemDefinition } from "../texts/problems.ts";
import type { Problem } from "../contract/problem.ts";
import type { CurrentUser } from "../noko/resources.ts";
import type { CancelTimeout, Clock, Logger, Random, SettingsStore } from "../platform/ports.ts";
import type { News } from "../broadcast/verdict.ts";
import type { AccountReception, AccountReceptionEvents } from "../receiver/account-reception.ts";
import type { AccountViewStore, SnapshotPatch } from "../application/snapshot-store.ts";

/** A second comparison after broadcasts begin to arrive: what happened while the account learnt of us is in no broadcast. */
const secondComparisonAfter = 15_000;
/** How long after a refused token the account is asked once more, in milliseconds. */
const confirmAfter = 1_000;

export interface SessionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly api: NokoApi;
  readonly store: AccountViewStore;
  readonly demo: boolean;
  /** Where an absence is noted, to be asked about after a restart. */
  readonly settings: SettingsStore;
  readonly absenceRules: () => AbsenceRules;
  /** When this computer was started, epoch milliseconds. */
  readonly bootedAt: () => number;
  /** How long ago a key or the pointer was used at this computer, in seconds; null where the desktop does not say. */
  readonly secondsSinceInput: () => number | null;
  readonly createReceiver: (events: AccountReceptionEvents) => AccountReception;
  /** It was read to whom the account belongs. */
  readonly onUser?: (user: CurrentUser) => void;
  /** The account refused the token: the session has stopped asking, and the user must sign in again. */
  readonly onTokenRejected: () => void;
}

export interface Session {
  /** Begins; everything else happens by itself. */
  start(): void;
  /** By default of a person. */
  dispatch(command: Command, origin?: Origin): Promise<CommandResult>;
  readDays(days: Days): Promise<DaysResult>;
  /** The machine slept, woke, or changed its network. */
  wake(): void;
  /** The user is back at a machine that was on all along: compares with the account, and proves the path to us. */
  recheck(): void;
  /** The computer is being left, or was as of another instant. Resolves when what can be done about it is done. */
  leave(reason: AbsenceReason, asOf?: LeftAsOf): Promise<void>;
  /** The person is back from that. */
  back(reason: AbsenceReason): void;
  absenceRulesChanged(): void;
  /** Compares the mirror with the account now. */
  reconcile(): void;
  setWindowOpen(open: boolean): void;
  /** What is known of the path by which broadcasts arrive, for diagnostics. */
  reachability(): ReachabilityReport;
  /** Ends everything; `remove-receiver` is for good. `by-system`: the computer may be about to end as well. */
  stop(
    how: "disable-receiver" | "remove-receiver",
    signal: AbortSignal,
    ended?: "by-person" | "by-system",
  ): Promise<void>;
}

export function createSession(ports: SessionPorts): Session {
  return new AccountSession(ports);
}

class AccountSession implements Session {
  readonly #ports: SessionPorts;
  readonly #mirror: MirrorSync;
  readonly #verbs: Verbs;
  readonly #absence: AbsenceMonitor;
  readonly #transfers: Transfers;
  /** Of the account's user, in seconds. */
  #utcOffset: number | null = null;
  readonly #account: AccountReader;
  readonly #loggedTime: LoggedTime;
  readonly #review: Review;
  readonly #entries: Entries;
  readonly #recent = new RecentProjects();
  readonly #receiver: AccountReception;
  readonly #link: LinkMonitor;
  readonly #health: LinkHealth;
  /** Which timer each project has. */
  #timerIds: ReadonlyMap<number, number> = new Map();
  #windowOpen = false;
  #cancelSecondComparison: CancelTimeout | null = null;
  /** Nothing is read any more once it is over, so that the shutdown waits for nothing. */
  readonly #reading = new AbortController();
  #stopped = false;
  /** The account refused the token, and is being asked whether it means it. */
  #confirming = false;
  #cancelConfirmation: CancelTimeout | null = null;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    const { signal } = this.#reading;
    this.#health = createLinkHealth({ clock: ports.clock, store: ports.settings });
    this.#link = new LinkMonitor({
      clock: ports.clock,
      health: this.#health,
      logger: ports.logger,
      shown: () => ports.store.get().link,
      show: (link) => this.#patch({ link }),
      onInterval: (milliseconds) => this.#mirror.setInterval(milliseconds),
    });
    this.#mirror = createMirrorSync({
      clock: ports.clock,
      random: ports.random,
      api: ports.api,
      signal,
      onChange: (state) => this.#mirrorChanged(state),
      onAnswer: (wholeList) => this.#answered(wholeList),
      onFailure: (failure) => this.#failed(failure),
      onMisses: (misses, degraded) => {
        if (misses > this.#ports.store.get().link.missedBroadcasts) this.#receiver.missSuspected();
        if (this.#link.missed(misses, degraded)) this.#receiver.mend();
      },
    });
    this.#verbs = new Verbs({
      clock: ports.clock,
      logger: ports.logger,
      mirror: this.#mirror,
      onChange: () => this.#show(),
      onProblem: (problem) => this.#patch({ problem }),
      onDoubt: () => this.reconcile(),
      onTokenRejected: () => this.#tokenRejected(),
      log: (command, timer, run) => this.#review.logOne(command, timer, run),
    });
    this.#review = new Review({
      clock: ports.clock,
      logger: ports.logger,
      api: ports.api,
      mirror: this.#mirror,
      log: (command, run) => this.#loggedTime.log(command, run),
      onChange: () => this.#show(),
      onProblem: (problem) => this.#patch({ problem: problem && { problem, command: null, projectId: null } }),
      onEntriesChanged: () => this.#entriesChanged(),
      onTokenRejected: () => this.#tokenRejected(),
      onDoubt: () => this.reconcile(),
    });
    this.#entries = new Entries({
      clock: ports.clock,
      logger: ports.logger,
      api: ports.api,
      projects: () => ports.store.get().projects,
      signal,
      onChanged: () => this.#entriesChanged(),
      onOffer: () => this.#show(),
      onProblem: (problem) => this.#patch({ problem: { problem, command: null, projectId: null } }),
      onTokenRejected: () => this.#tokenRejected(),
    });
    this.#absence = new AbsenceMonitor({
      clock: ports.clock,
      logger: ports.logger,
      journal: createAbsenceJournal(ports.settings, ports.logger),
      rules: ports.absenceRules,
      bootedAt: ports.bootedAt,
      secondsSinceInput: ports.secondsSinceInput,
      clockOffset: () => ports.api.clockOffset(),
      mirror: this.#mirror,
      dispatch: (command) => this.#verbs.dispatch(command),
      transfer: (order) => this.#transfers.move(order),
      utcOffset: () => this.#utcOffset,
      billingIncrementOf: (projectId) =>
        ports.store.get().projects.find(({ id }) => id === projectId)?.billingIncrement ?? null,
      onChange: () => this.#show(),
    });
    this.#transfers = new Transfers({
      clock: ports.clock,
      logger: ports.logger,
      api: ports.api,
      mirror: this.#mirror,
      journal: createTransferJournal(ports.settings, ports.logger),
      onChange: () => this.#show(),
      onProblem: (problem) => this.#patch({ problem: problem && { problem, command: null, projectId: null } }),
      onFinished: (projectId) => this.#absence.movedAway(projectId),
      onEntriesChanged: () => this.#loggedTime.refresh(),
    });
    this.#account = new AccountReader({
      clock: ports.clock,
      logger: ports.logger,
      api: ports.api,
      signal,
      onUser: (user) => {
        this.#patch({ account: signedIn(user, ports.demo) });
        this.#utcOffset = user.utcOffset;
        this.#loggedTime.read(user.utcOffset);
        ports.onUser?.(user);
      },
      onProjects: (projects, projectsLoaded) => this.#patch({ projects, projectsLoaded }),
      onProjectsFailed: () => this.#patch({ projectsLoaded: "failed" }),
    });
    this.#loggedTime = new LoggedTime({
      clock: ports.clock,
      logger: ports.logger,
      api: ports.api,
      signal,
      onToday: (today) => this.#todayRead(today),
      onHistory: (projectIds) => {
        this.#recent.noteLogged(projectIds);
        this.#patch({ recentProjects: this.#recent.list() });
      },
      onDue: () => {
        void this.#account.readUser();
        void this.#account.readProjects();
      },
      hasTimer: (projectId) => this.#mirror.state().timers.has(projectId),
      compareTimers: () => this.#compareTimers(),
    });
    this.#receiver = ports.createReceiver({
      onEvidence: (evidence, relay) => {
        if (!this.#link.reached(evidence, relay)) this.#mirror.setCovered(false);
      },
      onBroadcast: (news) => this.#broadcastArrived(news),
      onSender: (sender) => this.#link.senderShowed(sender),
      onRefused: () => this.#link.refusedTraffic(),
      onReplaced: () => {
        this.#link.noteNewWay();
        this.#mirror.noteNewWay();
      },
      onCovered: () => this.#covered(),
      onTokenRejected: () => this.#tokenRejected(),
    });
  }

  start(): void {
    const { id: _, account: __, link: ___, problem: ____, ...nothing } = signedOutView(0);
    // Nothing of an earlier session of the account.
    this.#patch(nothing);
    this.#link.judge();
    this.#absence.start();
    void this.#mirror.reconcile();
    void this.#account.readUser();
    void this.#account.readProjects();
    void this.#receiver.start();
  }

  async dispatch(command: Command, origin: Origin = "person"): Promise<CommandResult> {
    // A person who gives a command is at the computer, whatever was heard of it. A program may give one at any time.
    if (origin === "program") return this.#absence.byProgram(() => this.#carryOut(command, origin));
    this.#personIsBack(null);
    return this.#carryOut(command, origin);
  }

  async #carryOut(command: Command, origin: Origin): Promise<CommandResult> {
    switch (command.kind) {
      case "answer-absence":
        return this.#absence.answer(command);
      case "answer-transfer":
        return this.#transfers.answer(command.answer);
      case "answer-program":
        // The application's: it is about no account of its own.
        return { kind: "done" };
      case "dismiss-problem":
        this.#ports.store.patch({ problem: null });
        return { kind: "done" };
      case "refresh":
        this.#ports.store.patch({ problem: null });
        this.#receiver.retry();
        await this.#readAccount();
        return { kind: "done" };
      case "repair":
        this.#ports.store.patch({ problem: null });
        await this.#repair(command.hop);
        return { kind: "done" };
      case "log-many":
        return this.#review.logMany(command.rows);
      case "add-entry":
      case "edit-entry":
      case "delete-entry":
        return this.#entries.dispatch(command);
      case "undo":
        if (this.#entries.release()) {
          this.#entriesChanged();
          this.#show();
          return { kind: "done" };
        }
        return this.#review.undo() ?? this.#transfers.undo() ?? this.#verbs.dispatch(command, origin);
      case "answer-question":
        return this.#verbs.dispatch(command, origin);
      default:
        this.#review.noteVerb();
        this.#transfers.forget();
        return this.#verbs.dispatch(command, origin);
    }
  }

  readDays(days: Days): Promise<DaysResult> {
    return this.#entries.read(days);
  }

  async #repair(hop: RepairHop): Promise<void> {
    switch (hop) {
      case "account":
        return this.#readAccount();
      case "everything":
        await Promise.all([this.#readAccount(), this.#receiver.repair(hop)]);
        return;
      default:
        return this.#receiver.repair(hop);
    }
  }

  async #readAccount(): Promise<void> {
    void this.#account.readProjects();
    await Promise.all([this.#mirror.reconcile(), this.#account.readUser()]);
  }

  wake(): void {
    this.#link.woken();
    this.#mirror.noteGap();
    this.#receiver.wake();
    this.#catchUp();
  }

  recheck(): void {
    this.#receiver.recheck();
    this.#catchUp();
  }

  /** Something may have been missed for a while. */
  #catchUp(): void {
    this.reconcile();
    this.#account.freshen();
    this.#loggedTime.wake();
  }

  leave(reason: AbsenceReason, asOf?: LeftAsOf): Promise<void> {
    this.#health.personIs(false);
    return this.#absence.leave(reason, asOf);
  }

  back(reason: AbsenceReason): void {
    this.#personIsBack(reason);
  }

  #personIsBack(reason: AbsenceReason | null): void {
    this.#health.personIs(true);
    this.#absence.back(reason);
  }

  absenceRulesChanged(): void {
    this.#absence.rulesChanged();
  }

  reconcile(): void {
    void this.#mirror.reconcile();
  }

  async #compareTimers(): Promise<boolean> {
    const before = this.#mirror.state().listSequence;
    await this.#mirror.reconcile();
    return this.#mirror.state().listSequence > before;
  }

  reachability(): ReachabilityReport {
    return { ...this.#receiver.report(), health: this.#health.report() };
  }

  setWindowOpen(open: boolean): void {
    if (this.#windowOpen === open) return;
    this.#windowOpen = open;
    this.#link.setWindowOpen(open);
    if (!open) return;
    this.reconcile();
    this.#account.freshen();
    this.#loggedTime.freshen();
  }

  async stop(
    how: "disable-receiver" | "remove-receiver",
    signal: AbortSignal,
    ended: "by-person" | "by-system" = "by-person",
  ): Promise<void> {
    if (how === "remove-receiver") {
      this.#absence.forget();
      this.#health.forget();
    } else {
      this.#absence.stop(ended);
      this.#health.end();
    }
    this.#end();
    if (how === "remove-receiver") await this.#receiver.remove(signal);
    else await this.#receiver.disable(signal);
  }

  #end(): void {
    this.#stopped = true;
    this.#cancelSecondComparison?.();
    this.#cancelConfirmation?.();
    this.#mirror.stop();
    this.#verbs.stop();
    this.#review.stop();
    this.#entries.stop();
    this.#loggedTime.stop();
    this.#reading.abort();
    this.#ports.store.patch({ pending: [], undo: null, question: null, review: null, absence: null, transfer: null });
  }

  /** Another sum than before is the first that is heard of entries made elsewhere. */
  #todayRead(today: LoggedDay | null): void {
    const { today: before, entriesRevision } = this.#ports.store.get();
    const isOther = before !== null && JSON.stringify(before.minutes) !== JSON.stringify(today?.minutes);
    this.#patch({ today, entriesRevision: isOther ? entriesRevision + 1 : entriesRevision });
  }

  #entriesChanged(): void {
    this.#patch({ entriesRevision: this.#ports.store.get().entriesRevision + 1 });
    this.#loggedTime.refresh();
  }

  #mirrorChanged(state: MirrorState): void {
    const shown = this.#ports.store.get();
    const before = runningTimer(shown);
    this.#loggedTime.timersEnded(
      shown.timers.filter(({ id, projectId }) => state.timers.get(projectId)?.resource.id !== id),
    );
    // Another timer of the same project means that the one before it is gone, too.
    const gone = [...this.#timerIds].some(([projectId, id]) => state.timers.get(projectId)?.resource.id !== id);
    this.#timerIds = new Map([...state.timers].map(([projectId, { resource }]) => [projectId, resource.id]));
    // It was logged, perhaps.
    if (gone) this.#entriesChanged();
    this.#verbs.noteMirror(state);
    this.#absence.noteMirror();
    this.#recent.noteMirror(state);
    this.#show();
    const now = runningTimer(this.#ports.store.get());
    if (before?.projectId === now?.projectId) return;
    // Names of clients and projects stay out of logs, except those that are made up.
    const name = this.#ports.demo && now !== undefined ? { project: now.project.name } : {};
    this.#ports.logger.info(now === undefined ? "No timer is running" : "A timer is running", name);
  }

  #show(): void {
    const verbs = this.#verbs.view();
    this.#patch({
      ...verbs,
      undo: this.#entries.offer() ?? this.#review.undoOffer() ?? this.#transfers.undoOffer() ?? verbs.undo,
      transfer: this.#transfers.view(),
      review: this.#review.view(),
      absence: this.#absence.view(),
      // Together with the timers: one that ended leaves them and enters the day at the same moment.
      today: this.#loggedTime.today(),
      recentProjects: this.#recent.list(),
    });
  }

  #patch(patch: SnapshotPatch): void {
    if (!this.#stopped) this.#ports.store.patch(patch);
  }

  #broadcastArrived(news: News): void {
    if (news.kind === "reconcile") {
      this.reconcile();
    } else {
      this.#mirror.broadcast(news.subjectUrl);
      this.#link.broadcastArrived();
    }
    this.#receiver.broadcastArrived();
  }

  #covered(): void {
    this.#mirror.setCovered(true);
    this.reconcile();
    this.#cancelSecondComparison?.();
    this.#cancelSecondComparison = this.#ports.clock.setTimeout(() => this.reconcile(), secondComparisonAfter);
  }

  #answered(wholeList: boolean): void {
    if (wholeList) {
      this.#patch({ timersKnown: true, unreadableTimers: this.#mirror.state().leftOut.map(({ name }) => name) });
      this.#absence.listRead();
      void this.#transfers.resume();
      this.#show();
      this.#account.retry();
      this.#loggedTime.retry();
    }
    this.#link.answered(wholeList);
  }

  #failed(failure: Problem): void {
    if (failure.kind === "token-rejected") return this.#tokenRejected();
    this.#ports.logger.warn("The account did not tell its timers", { failure: describeFailure(failure) });
    const { effect } = problemDefinition(failure);
    if (effect !== null) this.#link.refused(effect);
  }

  /**
   * One 401 among good answers may be a proxy's or a server's slip: it counts once a second request has had the same
   * answer. Whatever else that request learns, the next 401 is asked about again.
   */
  #tokenRejected(): void {
    if (this.#stopped || this.#confirming) return;
    this.#confirming = true;
    this.#ports.logger.warn("The account refused the token once: it is asked again");
    this.#cancelConfirmation = this.#ports.clock.setTimeout(() => void this.#confirmRejection(), confirmAfter);
  }

  async #confirmRejection(): Promise<void> {
    const { api, logger } = this.#ports;
    try {
      await api.currentUser({ priority: "user-action", signal: this.#reading.signal });
      logger.info("The account accepts the token after all");
      this.reconcile();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.failure.kind === "token-rejected") return this.#rejectionConfirmed();
      logger.info("Whether the token is accepted is not known yet", { failure: describeFailure(error.failure) });
    } finally {
      this.#confirming = false;
    }
  }

  #rejectionConfirmed(): void {
    if (this.#stopped) return;
    this.#link.refused("token-rejected");
    this.#end();
    this.#ports.onTokenRejected();
  }
}

function signedIn(user: CurrentUser, demo: boolean): Account {
  const name = fullName(user);
  const email = user.email ?? "";
  return { kind: "signed-in", demo, name: name === "" ? email : name, email, timeFormat: user.timeFormat };
}
