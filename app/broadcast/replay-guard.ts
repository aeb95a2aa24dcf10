import { createHash } from "node:crypto";

/**
 * - `first`: not seen within the memory of the guard.
 * - `soon`: the same bytes again so early that they may tell of another change: `sent_at` has whole seconds.
 *   `repeats` counts from 1; `windowEndsIn` is how long this lasts, in milliseconds.
 * - `late`: the same bytes again, and too late to tell of anything new.
 */
export type Sighting =
  | { readonly kind: "first" }
  | { readonly kind: "soon"; readonly repeats: number; readonly windowEndsIn: number }
  | { readonly kind: "late" };

/** A repeat within this many milliseconds of the first sighting counts as a change. */
export const repeatWindow = 2_000;
export const guardMemory = 15 * 60_000;
export const guardCapacity = 1_000;

interface Entry {
  readonly firstSeen: number;
  readonly repeats: number;
}

/**
 * Remembers the digests of the last 1,000 genuine bodies for 15 minutes. That is three times as long as a body
 * stays fresh, so what has been forgotten is refused as stale.
 */
export class ReplayGuard {
  /** In order of last use, oldest first. */
  readonly #entries = new Map<string, Entry>();

  /** Notes a genuine body at the monotonic instant `now`. */
  see(body: Uint8Array, now: number): Sighting {
    const digest = createHash("sha256").update(body).digest("base64");
    const known = this.#entries.get(digest);
    this.#entries.delete(digest);
    if (known === undefined || now - known.firstSeen >= guardMemory) {
      this.#entries.set(digest, { firstSeen: now, repeats: 0 });
      this.#forgetOldest();
      return { kind: "first" };
    }
    const entry = { firstSeen: known.firstSeen, repeats: known.repeats + 1 };
    this.#entries.set(digest, entry);
    const age = now - entry.firstSeen;
    if (age > repeatWindow) return { kind: "late" };
    return { kind: "soon", repeats: entry.repeats, windowEndsIn: repeatWindow - age };
  }

  get size(): number {
    return this.#entries.size;
  }

  #forgetOldest(): void {
    for (const digest of this.#entries.keys()) {
      if (this.#entries.size <= guardCapacity) return;
      this.#entries.delete(digest);
    }
  }
}
