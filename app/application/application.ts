/**
 * The product without its shell: nobody signed in, the demo account, or a real one. Owns the one snapshot that
 * outlives them all.
 */
import { createAccountSession } from "../account/account-session.ts";
import { startListener } from "../endpoint/listener.ts";
import { createPublicEndpoint, type PublicEndpoint } from "../endpoint/public-endpoint.ts";
import { shutdownDeadline, withDeadline } from "../platform/deadline.ts";
import type { ApplicationPorts } from "./application-ports.ts";
import type { Application } from "../contract/application.ts";
import type { CommandResult, SignInResult } from "../contract/requests.ts";
import { type AbsenceReason, type AbsenceRules, defaultSettings } from "../contract/settings.ts";
import { signedOutSnapshot } from "../contract/snapshot.ts";
import type { Problem } from "../contract/problem.ts";
import {
  askName,
  createAccountApi,
  createChosenRelay,
  demoAccount,
  type OpenAccount,
  type RealAccount,
  realAccount,
} from "./open-account.ts";
import type { RelayChoice } from "../relay/relay-choice.ts";
import type { Session } from "../account/session.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { PowerEvents } from "../presence/power-events.ts";

export interface StartableApplication extends Application {
  /** Signs in with what is at hand: the demo account if asked for, a given token, or the stored one. */
  start(how: { readonly demo: boolean }): Promise<void>;
}

export function createApplication(ports: ApplicationPorts): StartableApplication {
  return new TallylightApplication(ports);
}

interface Current {
  readonly session: Session;
  readonly account: OpenAccount;
}

class TallylightApplication implements StartableApplication {
  readonly #ports: ApplicationPorts;
  readonly #store;
  readonly #wakes: PowerEvents;
  /** The one of this installation: it outlives every account. */
  readonly #endpoint: PublicEndpoint;
  #current: Current | null = null;
  #windowOpen = false;
  /** Counts where the configuration names none. */
  #chosenRelay: RelayChoice = { kind: "automatic" };
  #absenceRules: AbsenceRules = defaultSettings.whenAway;
  /** Signing in and out happen one after the other, however fast somebody clicks. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Somebody signed in or out since the start, or is about to. */
  #accountChosen = false;
  #stopped = false;

  constructor(ports: ApplicationPorts) {
    this.#ports = ports;
    this.#store = createSnapshotStore(signedOutSnapshot(ports.clock.wallNow()));
    this.#endpoint = this.#createEndpoint();
    this.#wakes = new PowerEvents({
      clock: ports.clock,
      logger: ports.logger,
      session: () => this.#current?.session ?? null,
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
    const { configuration, secrets } = this.#ports;
    if (demo) {
      await this.startDemo();
      return;
    }
    const kind = configuration.token === null ? "stored-token" : "given-token";
    const token = configuration.token ?? (await secrets.get("token"));
    // The icon is there before this, and a keyring may let us wait: whoever signed in or out meanwhile wants what they
    // chose.
    if (token !== null && !this.#accountChosen) this.#resume(token, kind);
  }

  async dispatch(command: Parameters<Application["dispatch"]>[0]): Promise<CommandResult> {
    if (this.#current !== null) return this.#current.session.dispatch(command);
    if (command.kind === "dismiss-problem") this.#store.patch({ problem: null });
    return { kind: "done" };
  }

  signIn(token: string): Promise<SignInResult> {
    this.#accountChosen = true;
    return this.#inTurn(() => this.#orSignedOut(() => this.#signIn(token)));
  }

  startDemo(): Promise<SignInResult> {
    this.#accountChosen = true;
    return this.#inTurn(() => this.#orSignedOut(() => this.#startDemo()));
  }

  signOut(): Promise<void> {
    this.#accountChosen = true;
    return this.#inTurn(() => this.#signOut());
  }

  /** What nobody foresaw must not leave somebody signing in for ever, since nothing else is offered meanwhile. */
  async #orSignedOut(signIn: () => Promise<SignInResult>): Promise<SignInResult> {
    try {
      return await signIn();
    } catch (error) {
      this.#ports.logger.error("Signing in failed as nobody foresaw", { reason: reasonOf(error) });
      return this.#signInFailed({ kind: "unexpected" });
    }
  }

  async #signIn(token: string): Promise<SignInResult> {
    await this.#leave("disable-receiver");
    this.#store.patch({ account: { kind: "signing-in", demo: false }, problem: null });
    const api = createAccountApi(this.#ports, this.#ports.configuration.apiUrl, token);
    const name = await askName(api);
    if (typeof name !== "string") return this.#signInFailed(name);
    if (this.#stopped) return this.#signInFailed({ kind: "timeout" });
    const durability = await this.#ports.secrets.set("token", token);
    this.#enterReal({ api, kind: "stored-token", name });
    if (durability === "memory-only") this.#showProblem({ kind: "secrets-not-kept" });
    return { kind: "signed-in", name };
  }

  async #startDemo(): Promise<SignInResult> {
    await this.#leave("disable-receiver");
    this.#store.patch({ account: { kind: "signing-in", demo: true }, problem: null });
    const demo = await this.#ports.startDemo();
    const api = createAccountApi(this.#ports, demo.url, demo.token);
    const name = await askName(api);
    if (typeof name !== "string" || this.#stopped) {
      await demo.stop();
      return this.#signInFailed(typeof name === "string" ? { kind: "timeout" } : name);
    }
    this.#ports.logger.info("The demo account is open");
    this.#enter(demoAccount(demo, { api, name }));
    return { kind: "signed-in", name };
  }

  async #signOut(): Promise<void> {
    // First: whatever ends the app while the receiver is being removed, nobody is signed in at the next start.
    if (this.#current?.account.kind === "stored-token") await this.#ports.secrets.delete("token");
    await this.#leave("remove-receiver");
    this.#showSignedOut(null);
  }

  wake(reason: Parameters<Application["wake"]>[0]): void {
    this.#wakes.wake(reason);
    // Each session tells the endpoint by itself; while nobody is signed in, its connection is kept all the same.
    if (this.#current === null && (reason === "resume" || reason === "network")) this.#endpoint.wake();
  }

  leave(reason: AbsenceReason): Promise<void> {
    return this.#wakes.leave(reason);
  }

  chooseAbsenceRules(rules: AbsenceRules): void {
    this.#absenceRules = rules;
    this.#current?.session.absenceRulesChanged();
  }

  async chooseRelay(choice: Parameters<Application["chooseRelay"]>[0]): Promise<void> {
    if (this.#chosenRelay.kind === choice) return;
    this.#chosenRelay = { kind: choice };
    if (this.#ports.configuration.relay !== null) return;
    await this.#endpoint.useRelay(createChosenRelay(this.#ports, this.#chosenRelay));
  }

  #createEndpoint(): PublicEndpoint {
    const { configuration, clock, random, logger, fetch } = this.#ports;
    const listenPort = configuration.relay?.kind === "fixed-url" ? configuration.relay.listenPort : 0;
    return createPublicEndpoint({
      clock,
      random,
      logger,
      fetch,
      relay: () => createChosenRelay(this.#ports, configuration.relay ?? this.#chosenRelay),
      listen: (reception) => startListener({ port: listenPort, clock, logger, reception }),
    });
  }

  reachability(): ReturnType<Application["reachability"]> {
    return this.#current?.session.reachability() ?? null;
  }

  setWindowOpen(open: boolean): void {
    this.#windowOpen = open;
    this.#current?.session.setWindowOpen(open);
  }

  async stop(budgetMilliseconds: number, ended: "by-person" | "by-system" = "by-person"): Promise<void> {
    this.#stopped = true;
    this.#wakes.stop();
    // A sign-out may be under way: it is not to be cut off where there is time.
    await Promise.all([this.#leave("disable-receiver", budgetMilliseconds, ended), this.#turnEnds(budgetMilliseconds)]);
    await this.#endpoint.stop();
  }

  /** Resolves when what is under way has ended, or after so many milliseconds. */
  #turnEnds(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#ports.clock.setTimeout(resolve, patience);
      void this.#turn.then(() => {
        cancel();
        resolve();
      });
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Signs in with a token that worked before: without asking first, so that a start without a network is no problem. */
  #resume(token: string, kind: RealAccount["kind"]): void {
    const api = createAccountApi(this.#ports, this.#ports.configuration.apiUrl, token);
    this.#enterReal({ api, kind, name: "" });
  }

  #enterReal(account: RealAccount): void {
    if (this.#stopped) return;
    this.#enter(realAccount(this.#ports, account));
  }

  #enter(account: OpenAccount): void {
    const { clock, random, logger, configuration } = this.#ports;
    const { api, kind, reach, secrets, settings } = account;
    const demo = kind === "demo";
    this.#store.patch({
      account: { kind: "signed-in", demo, name: account.name, email: "", timeFormat: "hours_minutes" },
      // Nothing that another session knew of its timers and link is evidence for this one.
      timersKnown: false,
      unreadableTimers: [],
      link: signedOutSnapshot(clock.wallNow()).link,
    });
    const session = createAccountSession({
      clock,
      random,
      logger,
      api,
      demo,
      store: this.#store,
      secrets,
      settings,
      absenceRules: () => this.#absenceRules,
      bootedAt: this.#ports.bootedAt,
      secondsSinceInput: this.#ports.secondsSinceInput,
      scope: demo ? "demo" : configuration.apiUrl,
      endpoint: this.#endpoint,
      reach,
      onTokenRejected: () => void this.#inTurn(() => this.#tokenRejected()),
    });
    this.#current = { session, account };
    session.setWindowOpen(this.#windowOpen);
    session.start();
  }

  async #tokenRejected(): Promise<void> {
    this.#ports.logger.warn("The account refused the token: signed out");
    const kind = this.#current?.account.kind;
    await this.#leave("disable-receiver", 0);
    if (kind === "stored-token") await this.#ports.secrets.delete("token");
    this.#showSignedOut({ kind: "token-rejected" });
  }

  async #leave(
    how: "disable-receiver" | "remove-receiver",
    budgetMilliseconds = shutdownDeadline,
    ended: "by-person" | "by-system" = "by-person",
  ): Promise<void> {
    const current = this.#current;
    if (current === null) return;
    this.#current = null;
    const { clock } = this.#ports;
    await withDeadline(clock, budgetMilliseconds, (signal) => current.session.stop(how, signal, ended));
    await current.account.end();
  }

  #signInFailed(problem: Problem): SignInResult {
    this.#showSignedOut(problem);
    return { kind: "failed", problem };
  }

  #showProblem(problem: Problem): void {
    this.#store.patch({ problem: { problem, command: null, projectId: null } });
  }

  #showSignedOut(problem: Problem | null): void {
    const { revision: _, ...empty } = signedOutSnapshot(this.#ports.clock.wallNow());
    this.#store.patch({ ...empty, problem: problem === null ? null : { problem, command: null, projectId: null } });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error;
}
