import type { Command } from "../../../app/contract/command.ts";
import type {
  Bridge,
  CommandResult,
  DiagnosticsMessage,
  HelpPage,
  SignInResult,
  SnapshotMessage,
  WindowView,
} from "../../../app/contract/requests.ts";
import {
  changedSettings,
  defaultSettings,
  type SettingsMessage,
  type SettingsPatch,
  type SettingsResult,
} from "../../../app/contract/settings.ts";
import type { Snapshot } from "../../../app/contract/snapshot.ts";

/** An answer that the test gives when it wants to. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

export function deferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = notYet;
  let reject: (error: Error) => void = notYet;
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

function notYet(): never {
  throw new Error("A promise hands out its resolve function at once.");
}

/** A computer on which everything works, with nothing changed yet. */
export const plainSettings: SettingsMessage = {
  settings: defaultSettings,
  capabilities: {
    platform: "linux",
    globalShortcuts: null,
    trayIcon: null,
    trayTitle: "no-tray-title",
    startAtLogin: null,
    relayChoice: null,
    programsChoice: null,
    lockSignal: null,
    idleSource: null,
    secrets: "stored",
  },
  keptAside: null,
  shortcutsNotHad: [],
};

/** A message with everything, as main answers who asks. */
export function wholeMessage({ projects, ...snapshot }: Snapshot, monotonicNow = 0): SnapshotMessage {
  return { snapshot, projects, projectsSince: snapshot.revision, monotonicNow };
}

/** The preload script's part, in memory. A method that the contract gains is missing here at compile time. */
export class FakeBridge implements Bridge {
  readonly locale = "en-US";
  readonly commands: Command[] = [];
  readonly tokens: string[] = [];
  demoStarts = 0;
  signOuts = 0;
  hides = 0;
  commandAnswer: () => Promise<CommandResult> = () => Promise.resolve({ kind: "done" });
  signInAnswer: () => Promise<SignInResult> = () => Promise.resolve({ kind: "signed-in", name: "John Test" });
  snapshotAnswer: Promise<SnapshotMessage>;
  snapshotRequests = 0;
  readonly patches: SettingsPatch[] = [];
  readonly helpPages: HelpPage[] = [];
  diagnosticsCopies = 0;
  logOpenings = 0;
  /** What main holds: a change that is saved reaches every listener. */
  settings: SettingsMessage = plainSettings;
  /** Replaces the answer to a change; null: the change is saved. */
  settingsAnswer: (() => Promise<SettingsResult>) | null = null;
  diagnosticsAnswer: () => Promise<DiagnosticsMessage> = () => Promise.resolve({ lines: [] });
  readonly #listeners = new Set<(message: SnapshotMessage) => void>();
  readonly #settingsListeners = new Set<(message: SettingsMessage) => void>();
  readonly #navigateListeners = new Set<(view: WindowView) => void>();

  constructor(snapshotAnswer: Promise<SnapshotMessage>) {
    this.snapshotAnswer = snapshotAnswer;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  push(message: SnapshotMessage): void {
    for (const listener of this.#listeners) listener(message);
  }

  readonly getSnapshot = (): Promise<SnapshotMessage> => {
    this.snapshotRequests += 1;
    return this.snapshotAnswer;
  };

  readonly onSnapshot = (listener: (message: SnapshotMessage) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly dispatch = (command: Command): Promise<CommandResult> => {
    this.commands.push(command);
    return this.commandAnswer();
  };

  readonly signIn = ({ token }: { readonly token: string }): Promise<SignInResult> => {
    this.tokens.push(token);
    return this.signInAnswer();
  };

  readonly startDemo = (): Promise<SignInResult> => {
    this.demoStarts += 1;
    return this.signInAnswer();
  };

  readonly signOut = (): Promise<void> => {
    this.signOuts += 1;
    return Promise.resolve();
  };

  readonly hideWindow = (): Promise<void> => {
    this.hides += 1;
    return Promise.resolve();
  };

  /** Whether the page asked to be kept; null before it did. */
  kept: boolean | null = null;
  readonly keepWindow = ({ wanted }: { readonly wanted: boolean }): Promise<void> => {
    this.kept = wanted;
    return Promise.resolve();
  };

  pushSettings(message: SettingsMessage): void {
    this.settings = message;
    for (const listener of this.#settingsListeners) listener(message);
  }

  navigate(view: WindowView): void {
    for (const listener of this.#navigateListeners) listener(view);
  }

  readonly getSettings = (): Promise<SettingsMessage> => Promise.resolve(this.settings);

  readonly onSettings = (listener: (message: SettingsMessage) => void): (() => void) => {
    this.#settingsListeners.add(listener);
    return () => this.#settingsListeners.delete(listener);
  };

  readonly changeSettings = (patch: SettingsPatch): Promise<SettingsResult> => {
    this.patches.push(patch);
    if (this.settingsAnswer !== null) return this.settingsAnswer();
    const message = { ...this.settings, settings: changedSettings(this.settings.settings, patch) };
    this.pushSettings(message);
    return Promise.resolve({ kind: "saved", message });
  };

  readonly readDiagnostics = (): Promise<DiagnosticsMessage> => this.diagnosticsAnswer();

  readonly copyDiagnostics = (): Promise<void> => {
    this.diagnosticsCopies += 1;
    return Promise.resolve();
  };

  readonly openLogs = (): Promise<void> => {
    this.logOpenings += 1;
    return Promise.resolve();
  };

  readonly openHelp = (page: HelpPage): Promise<void> => {
    this.helpPages.push(page);
    return Promise.resolve();
  };

  readonly onNavigate = (listener: (view: WindowView) => void): (() => void) => {
    this.#navigateListeners.add(listener);
    return () => this.#navigateListeners.delete(listener);
  };
}
