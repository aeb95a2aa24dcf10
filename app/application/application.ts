/**
 * The product without its shell. Owns what outlives every account: the one snapshot, the public endpoint and the rate
 * gates.
 */
import type { AccountId } from "../contract/account-id.ts";
import type { Application, InputReport } from "../contract/application.ts";
import type { Command } from "../contract/command.ts";
import type { Days, DaysResult } from "../contract/day.ts";
import type { Problem } from "../contract/problem.ts";
import type { CommandResult, Origin, SignInResult } from "../contract/requests.ts";
import type { AbsenceReason } from "../contract/absence-reasons.ts";
import { defaultSettings, type PresenceSettings } from "../contract/settings.ts";
import { signedOutSnapshot, signedOutView, type AccountView } from "../contract/snapshot.ts";
import { startListener } from "../endpoint/listener.ts";
import { createPublicEndpoint, type PublicEndpoint } from "../endpoint/public-endpoint.ts";
import { createRateGates } from "../noko/rate-gate.ts";
import { shutdownDeadline } from "../platform/deadline.ts";
import { errorFields } from "../platform/logger.ts";
import { PowerEvents } from "../presence/power-events.ts";
import { createInputWatch, type InputWatch } from "../presence/idle/input-watch.ts";
import type { RelayChoice } from "../relay/relay-choice.ts";
import { AccountSessions, type Leaving } from "./account-sessions.ts";
import type { ApplicationPorts } from "./application-ports.ts";
import { createChosenRelay, type OpenAccount } from "./open-account.ts";
import { SignIn } from "./sign-in.ts";
import { createProgramQuestions, type ProgramQuestions } from "./program-questions.ts";
import { createSnapshotStore, type SnapshotStore } from "./snapshot-store.ts";
import { createThisInstallation } from "./this-installation.ts";
import { Turns } from "./turns.ts";

/** How often a given token that the account refused is tried again, in milliseconds. */
const givenTokenRetry = 10 * 60_000;

export interface StartableApplication extends Application {
  /** Signs in with what is at hand: the demo account if asked for, a given token, or the stored ones. */
  start(how: { readonly demo: boolean }): Promise<void>;
}

export function createApplication(ports: ApplicationPorts): StartableApplication {
  return new TallylightApplication(ports);
}

const disabling: Leaving = { how: "disable-receiver", milliseconds: shutdownDeadline };

class TallylightApplication implements StartableApplication {
  readonly #ports: ApplicationPorts;
  readonly #store: SnapshotStore;
  readonly #powerEvents: PowerEvents;
  readonly #input: InputWatch;
  readonly #programQuestions: ProgramQuestions;
  readonly #endpoint: PublicEndpoint;
  readonly #sessions: AccountSessions;
  readonly #signIn: SignIn;
  /** Signing in and out happen one after the other, however fast a person clicks. */
  readonly #turns: Turns;
  #windowOpen = false;
  /** Counts where the configuration names none. */
  #chosenRelay: RelayChoice = { kind: "automatic" };
  #presence: PresenceSettings = defaultSettings;
  /** A person signed in or out since the start, or is about to. */
  #accountChosen = false;
  /** Whose token the account accepts no longer: kept until its person signs in or forgets it. */
  #ended: Pick<OpenAccount, "id" | "kind"> | null = null;
  #stopped = false;

  constructor(ports: ApplicationPorts) {
    this.#ports = ports;
    const { clock, logger } = ports;
    this.#turns = new Turns(clock);
    this.#store = createSnapshotStore(signedOutSnapshot(clock.wallNow()));
    this.#programQuestions = createProgramQuestions(clock, (question) => this.#store.askForProgram(question));
    this.#endpoint = this.#createEndpoint();
    this.#input = createInputWatch(ports, {
      onIdle: (since) => this.#powerEvents.idle(since),
      onActive: () => this.#powerEvents.active(),
    });
    this.#sessions = new AccountSessions({
      ...ports,
      secondsSinceInput: () => this.#input.secondsSinceInput(),
      store: this.#store,
      endpoint: this.#endpoint,
      absenceRules: () => this.#presence.whenAway,
      windowOpen: () => this.#windowOpen,
      onUser: (account, user) => void this.#signIn.learnId(account, user),
      onTokenRejected: (id) => void this.#turns.take(() => this.#tokenRejected(id)),
    });
    this.#signIn = new SignIn({
      ...ports,
      installation: createThisInstallation(ports),
      gates: ports.gates ?? createRateGates(ports),
      isOpen: (id) => this.#sessions.find(id) !== null,
      isOver: () => this.#stopped,
    });
    this.#powerEvents = new PowerEvents({
      clock,
      logger,
      sessions: () => this.#sessions.list(),
      onWake: () => ports.onWake?.(),
    });
  }

  snapshot(): ReturnType<Application["snapshot"]> {
    return this.#store.get();
  }

  onSnapshot(listener: Parameters<Application["onSnapshot"]>[0]): () => void {
    return this.#store.subscribe(listener);
  }

  async start({ demo }: { readonly demo: boolean }): Promise<void> {
    if (demo) {
      await this.startDemo();
      return;
    }
    const isWanted = (): boolean => !this.#accountChosen && !this.#stopped;
    const accounts = await this.#signIn.atStart(isWanted);
    if (isWanted()) for (const account of accounts) this.#enter(account);
  }

  async dispatch(command: Command, origin: Origin = "person"): Promise<CommandResult> {
    if (origin === "person") this.#input.present();
    if (command.kind === "answer-program") {
      if (origin === "person") this.#programQuestions.answer(command.id, command.agreed);
      return { kind: "done" };
    }
    const entered = this.#sessions.find(command.account);
    if (entered !== null) return entered.session.dispatch(command, origin);
    if (command.kind !== "dismiss-problem") return { kind: "failed", problem: { kind: "signed-out" } };
    this.#store.patch({ problem: null });
    return { kind: "done" };
  }

  async readDays(days: Days, account?: AccountId): Promise<DaysResult> {
    const entered = this.#sessions.find(account);
    return entered?.session.readDays(days) ?? { kind: "failed", problem: { kind: "token-ended" } };
  }

  askPerson(...question: Parameters<Application["askPerson"]>): ReturnType<Application["askPerson"]> {
    return this.#programQuestions.ask(...question);
  }

  signIn(token: string, { beside } = { beside: false }): Promise<SignInResult> {
    return this.#choose(async () => {
      if (!beside) await this.#sessions.leaveAll(disabling);
      this.#showSigningIn(false);
      const asked = await this.#signIn.ask(token);
      if (asked.kind === "failed") return this.#signInFailed(asked.problem);
      const { account } = asked;
      await this.#sessions.leave(account.id, disabling);
      const durability = await this.#signIn.keep(account, token, { alone: !beside });
      this.#enter(account);
      if (durability === "memory-only") this.#store.patch({ problem: shown({ kind: "secrets-not-kept" }) });
      return { kind: "signed-in", name: account.name };
    });
  }

  startDemo(): Promise<SignInResult> {
    return this.#choose(async () => {
      await this.#sessions.leaveAll(disabling);
      this.#showSigningIn(true);
      const asked = await this.#signIn.askDemo();
      if (asked.kind === "failed") return this.#signInFailed(asked.problem);
      this.#ports.logger.info("The demo account is open");
      this.#enter(asked.account);
      return { kind: "signed-in", name: asked.account.name };
    });
  }

  signOut(account?: AccountId): Promise<void> {
    this.#accountChosen = true;
    return this.#turns.take(async () => {
      const entered = this.#sessions.find(account);
      if (entered === null) {
        if (this.#ended !== null) await this.#signIn.forget(this.#ended);
        this.#ended = null;
        if (this.#sessions.list().length === 0) this.#store.patch(this.#signedOut(null));
        return;
      }
      // First: whatever ends the app while the receiver is being removed, that account is signed out at the next start.
      await this.#signIn.forget(entered.account);
      await this.#leave(entered.account.id, { how: "remove-receiver", milliseconds: shutdownDeadline }, null);
    });
  }

  wake(reason: Parameters<Application["wake"]>[0]): void {
    if (reason === "unlock") this.#input.unlocked();
    this.#powerEvents.wake(reason);
    // Each session tells the endpoint by itself; while nobody is signed in, its connection is kept all the same.
    const isGap = reason === "resume" || reason === "network";
    if (this.#sessions.list().length === 0 && isGap) this.#endpoint.wake();
  }

  leave(reason: AbsenceReason): Promise<void> {
    if (reason === "lock") this.#input.locked();
    return this.#powerEvents.leave(reason);
  }

  back(reason: AbsenceReason): void {
    this.#powerEvents.back(reason);
  }

  choosePresence(settings: PresenceSettings): void {
    this.#presence = settings;
    this.#input.choose(settings);
    for (const session of this.#sessions.list()) session.absenceRulesChanged();
  }

  inputReport(): InputReport {
    return this.#input.report();
  }

  secondsSinceInput(): number | null {
    return this.#input.secondsSinceInput();
  }

  async chooseRelay(choice: Parameters<Application["chooseRelay"]>[0]): Promise<void> {
    if (this.#chosenRelay.kind === choice) return;
    this.#chosenRelay = { kind: choice };
    if (this.#ports.configuration.relay !== null) return;
    await this.#endpoint.useRelay(createChosenRelay(this.#ports, this.#chosenRelay));
  }

  reachability(): ReturnType<Application["reachability"]> {
    return this.#sessions.find()?.session.reachability() ?? null;
  }

  setWindowOpen(open: boolean): void {
    this.#windowOpen = open;
    for (const session of this.#sessions.list()) session.setWindowOpen(open);
  }

  async stop(deadlineMilliseconds: number, ended: "by-person" | "by-system" = "by-person"): Promise<void> {
    this.#stopped = true;
    this.#powerEvents.stop();
    this.#input.stop();
    this.#programQuestions.stop();
    // A sign-out may be under way: it is not to be cut off where there is time.
    await Promise.all([
      this.#sessions.leaveAll({ how: "disable-receiver", milliseconds: deadlineMilliseconds, ended }),
      this.#turns.end(deadlineMilliseconds),
    ]);
    await this.#endpoint.stop();
  }

  /** What a person chose. What was not foreseen must not leave them signing in for ever: nothing else is offered then. */
  #choose(signIn: () => Promise<SignInResult>): Promise<SignInResult> {
    this.#accountChosen = true;
    return this.#turns.take(async () => {
      try {
        return await signIn();
      } catch (error) {
        this.#ports.logger.error("Signing in failed for an unexpected reason", errorFields(error));
        return this.#signInFailed({ kind: "unexpected" });
      }
    });
  }

  #createEndpoint(): PublicEndpoint {
    const { configuration, clock, random, logger, fetch, listen } = this.#ports;
    const listenPort = configuration.relay?.kind === "fixed-url" ? configuration.relay.listenPort : 0;
    return createPublicEndpoint({
      clock,
      random,
      logger,
      fetch,
      relay: () => createChosenRelay(this.#ports, configuration.relay ?? this.#chosenRelay),
      listen: listen ?? ((reception) => startListener({ port: listenPort, clock, logger, reception })),
    });
  }

  #enter(account: OpenAccount): void {
    if (this.#stopped) return;
    this.#ended = null;
    this.#signIn.note(account);
    this.#sessions.enter(account);
  }

  async #tokenRejected(id: AccountId): Promise<void> {
    const entered = this.#sessions.find(id);
    if (entered === null) return;
    // The token is kept: it is the person's to replace or to forget, and the account may take it again.
    this.#ports.logger.warn("The account accepts the token no longer: signed out");
    if (entered.account.kind === "given-token") this.#tryGivenTokenLater();
    this.#ended = { id, kind: entered.account.kind };
    await this.#leave(id, { how: "disable-receiver", milliseconds: 0 }, { kind: "token-ended" });
  }

  /** A managed installation has nobody who signs in: the token that it was given is tried again now and then. */
  #tryGivenTokenLater(): void {
    this.#ports.clock.setTimeout(() => {
      void this.#turns.take(async () => {
        if (this.#stopped || this.#sessions.list().length > 0) return;
        const account = await this.#signIn.tryGiven();
        if (account === "refused") this.#tryGivenTokenLater();
        else if (account !== null) this.#enter(account);
      });
    }, givenTokenRetry);
  }

  async #leave(id: AccountId, leaving: Leaving, problem: Problem | null): Promise<void> {
    const wasFocused = this.#store.get().id === id;
    await this.#sessions.leave(id, leaving, this.#signedOut(problem));
    if (problem !== null && !wasFocused) this.#store.patch({ problem: shown(problem) });
  }

  /** Where an account is signed in already, it goes on being shown. */
  #showSigningIn(demo: boolean): void {
    if (this.#sessions.list().length > 0) return;
    this.#store.patch({ id: null, account: { kind: "signing-in", demo }, problem: null });
  }

  #signInFailed(problem: Problem): SignInResult {
    if (this.#sessions.list().length === 0) this.#store.patch(this.#signedOut(problem));
    return { kind: "failed", problem };
  }

  #signedOut(problem: Problem | null): AccountView {
    return { ...signedOutView(this.#ports.clock.wallNow()), problem: problem === null ? null : shown(problem) };
  }
}

function shown(problem: Problem): AccountView["problem"] {
  return { problem, command: null, projectId: null };
}
