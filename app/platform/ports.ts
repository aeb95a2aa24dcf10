/**
 * What the product needs from the outside world, as small interfaces.
 *
 * Everything in `app/` reaches time, network, disk and chance through these, so that a test can pass a
 * faithful in-memory version and the Electron shell can pass the real one.
 */

/** Ends a pending timeout. Calling it again, or after the timeout fired, does nothing. */
export type CancelTimeout = () => void;

export interface Clock {
  /** System time in milliseconds since the Unix epoch. May jump when the user or NTP sets the clock. */
  wallNow(): number;
  /** Milliseconds on a clock that never goes back; only differences mean anything. */
  monotonicNow(): number;
  /** Runs `callback` once after `milliseconds`. */
  setTimeout(callback: () => void, milliseconds: number): CancelTimeout;
}

/** The part of the platform's `fetch` that is used: always manual redirects, text or no body. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
  /** Called when all of the request was handed to a connection: after proxy, name and TLS. */
  readonly onWritten?: () => void;
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** Chance, injectable so that back-off and secrets can be tested. */
export interface Random {
  /** A number in [0, 1). */
  fraction(): number;
  /** Cryptographically strong random bytes. */
  bytes(count: number): Uint8Array;
}

/**
 * Small plain values that survive a restart. Everything read back is `unknown`: the reader decodes it.
 */
export interface SettingsStore {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  delete(key: string): void;
}

/** What belongs to one account. It is stored under a name that bears the account's id. */
export const accountSecretNames = [
  "token",
  "receiver-secret",
  "receiver-path",
  "webhook-secret",
  "webhook-path",
] as const;

export type AccountSecretName = (typeof accountSecretNames)[number];

/** `ssh-key` is this installation's. An account's secret without an id is what version 0.1.0 stored. */
export type SecretName = "ssh-key" | AccountSecretName | `${AccountSecretName}@${string}`;

/** Where a written secret now lives: kept by the operating system, or only until the app quits. */
export type SecretDurability = "stored" | "memory-only";

/** Encryption by the operating system, for values that only this user of this computer may read. */
export interface Encryption {
  /** Whether it looks as if it were available, without asking: that may make the desktop ask for a password. */
  likely(): boolean;
  available(): Promise<boolean>;
  encrypt(text: string): Promise<Uint8Array>;
  decrypt(encrypted: Uint8Array): Promise<Decrypted>;
}

export interface Decrypted {
  readonly text: string;
  /** The key has changed since: what was read should be written again. */
  readonly outdated: boolean;
}

/** Values that must never be readable on disk, in a log, by the renderer or in a URL. */
export interface SecretStore {
  get(name: SecretName): Promise<string | null>;
  set(name: SecretName, value: string): Promise<SecretDurability>;
  delete(name: SecretName): Promise<void>;
}

export type LogValue = string | number | boolean | null;
export type LogFields = Readonly<Record<string, LogValue>>;

/** Messages are fixed sentences; everything variable goes into `fields`, where redaction can reach it. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
