/** Whose word counts about a server's certificate: the runtime's own list, and the system's once that does not suffice. */
import { X509Certificate } from "node:crypto";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { Logger } from "../platform/ports.ts";
import { tlsFault } from "./tls-fault.ts";

/**
 * - `built-in`: the list that the runtime brings along.
 * - `with-system`: that and the system's own.
 * - `system-unavailable`: the first alone, since the system's could not be read, or has nothing more.
 */
export type TrustKind = "built-in" | "with-system" | "system-unavailable";

export interface Trust {
  readonly kind: TrustKind;
  /** For the next connection over TLS. */
  readonly context: SecureContext;
  /** Asks the system, the first time that it is called. Resolves when that is done, and never rejects. */
  widen(): Promise<void>;
}

/** The system's authorities as PEM, each by itself or many in one text. May reject. */
export type ReadCaCertificates = () => Promise<readonly string[]>;

export interface TrustPorts {
  readonly readSystem: ReadCaCertificates;
  readonly logger: Logger;
}

/** How such a connection begins: by our list and a check, whatever the environment wants of the runtime. */
export interface TrustOptions {
  readonly secureContext: SecureContext;
  readonly rejectUnauthorized: true;
}

export function trustOptions(context: SecureContext): TrustOptions {
  return { secureContext: context, rejectUnauthorized: true };
}

/** The runtime's list alone. */
class BuiltInTrust implements Trust {
  readonly kind = "built-in";
  #context: SecureContext | null = null;

  /** Made when it is first needed: reading the list takes some milliseconds. */
  get context(): SecureContext {
    this.#context ??= createSecureContext({ ca: [...rootCertificates] });
    return this.#context;
  }

  widen(): Promise<void> {
    return Promise.resolve();
  }
}

export const builtInTrust: Trust = new BuiltInTrust();

/**
 * Reads nothing before an issuer was found unknown: the system's list takes a while to read, and most computers
 * never need it. Read once: what is installed later counts from the next start on.
 */
export function createTrust(ports: TrustPorts): Trust {
  return new WideningTrust(ports);
}

class WideningTrust implements Trust {
  readonly #ports: TrustPorts;
  #widened: Promise<void> | null = null;
  kind: TrustKind = "built-in";
  #wider: SecureContext | null = null;

  constructor(ports: TrustPorts) {
    this.#ports = ports;
  }

  get context(): SecureContext {
    return this.#wider ?? builtInTrust.context;
  }

  widen(): Promise<void> {
    this.#widened ??= this.#read();
    return this.#widened;
  }

  async #read(): Promise<void> {
    const { readSystem, logger } = this.#ports;
    try {
      const added = unknownToRuntime(await readSystem());
      if (added.length > 0) {
        this.#wider = createSecureContext({ ca: [...rootCertificates, ...added] });
        this.kind = "with-system";
        logger.info("A certificate's authority is not built in: from now on the system's count as well", {
          added: added.length,
        });
        return;
      }
    } catch {
      // What a system says of its own files may name people, so it is not logged.
    }
    this.kind = "system-unavailable";
    logger.warn("A certificate's authority is not built in, and the system names no others");
  }
}

/**
 * Opens something with those who are trusted now, and once more with the system's where only an unknown issuer stood in
 * the route. `open` must send nothing before the certificate was accepted, so that nothing is sent twice.
 */
export async function whileTrusting<T>(trust: Trust, open: (context: SecureContext) => Promise<T>): Promise<T> {
  const { context } = trust;
  try {
    return await open(context);
  } catch (error) {
    if (tlsFault(error) !== "unknown-issuer") throw error;
    await trust.widen();
    if (trust.context === context) throw error;
    return open(trust.context);
  }
}

/** One that is broken must not cost the others. */
function unknownToRuntime(texts: readonly string[]): readonly string[] {
  const found = new Map(texts.flatMap(certificatesIn).map((each) => [each.fingerprint256, each]));
  const known = new Set(rootCertificates.map((each) => new X509Certificate(each).fingerprint256));
  return [...found.values()].filter((each) => !known.has(each.fingerprint256)).map((each) => each.toString());
}

function certificatesIn(text: string): readonly X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}
