/** A public key, Ed25519: its 32 bytes in base64, and its id, which a signature names. */
export interface ReleaseKey {
  readonly id: string;
  readonly publicKey: string;
}

export interface Publisher {
  /** The address of `update.json`; its signature lies beside it, with `.sig` added. */
  readonly manifest: string;
  /** Where people download packages. */
  readonly page: string;
  /** The present key and the next one. */
  readonly keys: readonly ReleaseKey[];
}

/**
 * Who publishes releases. Null until the project has an address and a key (`scripts/release-key.ts` makes one):
 * without them no version is ever asked for, since nothing that was answered could be believed.
 */
export const publisher: Publisher | null = null;

/** Where people download packages; null while there is no publisher. */
export const releasesPage = pageOf(publisher);

function pageOf(known: Publisher | null): string | null {
  return known?.page ?? null;
}
