import type { Command } from "../../../app/contract/command.ts";
import type { Bridge, CommandResult, SignInResult, SnapshotMessage } from "../../../app/contract/ipc.ts";

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

/** The preload script's part, in memory. A method that the contract gains is missing here at compile time. */
export class FakeBridge implements Bridge {
  readonly commands: Command[] = [];
  readonly tokens: string[] = [];
  demoStarts = 0;
  signOuts = 0;
  hides = 0;
  commandAnswer: () => Promise<CommandResult> = () => Promise.resolve({ kind: "done" });
  signInAnswer: () => Promise<SignInResult> = () => Promise.resolve({ kind: "signed-in", name: "John Test" });
  snapshotAnswer: Promise<SnapshotMessage>;
  readonly #listeners = new Set<(message: SnapshotMessage) => void>();

  constructor(snapshotAnswer: Promise<SnapshotMessage>) {
    this.snapshotAnswer = snapshotAnswer;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  push(message: SnapshotMessage): void {
    for (const listener of this.#listeners) listener(message);
  }

  readonly getSnapshot = (): Promise<SnapshotMessage> => this.snapshotAnswer;

  readonly onSnapshot = (listener: (message: SnapshotMessage) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly dispatch = (command: Command): Promise<CommandResult> => {
    this.commands.push(command);
    return this.commandAnswer();
  };

  readonly signIn = (token: string): Promise<SignInResult> => {
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
}
