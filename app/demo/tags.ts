import type { AccountEvents } from "./account-events.ts";
import type { DemoTag } from "./state.ts";

/** A `#` counts at the start of a word, so that `C#` and `page.html#top` make no tag. */
const hashtag = /(?<![\p{L}\p{N}_&#/.])#([\p{L}\p{N}_][\p{L}\p{N}_-]*)/gu;

const firstTagId = 249_397;

/** The names behind the `#` in a text, each once, in order, in lower case. */
export function hashtagsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(hashtag)].map((match) => (match[1] ?? "").toLowerCase()))];
}

/** The account's tags, found by name without regard to case. */
export class TagBook {
  readonly #events: AccountEvents;
  readonly #firstId: number;
  readonly #byName = new Map<string, DemoTag>();

  constructor(events: AccountEvents, idOffset = 0) {
    this.#events = events;
    this.#firstId = firstTagId + idOffset;
  }

  all(): readonly DemoTag[] {
    return [...this.#byName.values()];
  }

  byId(id: number): DemoTag | null {
    return this.all().find((tag) => tag.id === id) ?? null;
  }

  has(name: string): boolean {
    return this.#byName.has(name.toLowerCase());
  }

  /** The tag of that name, made if it is missing. */
  ensure(name: string, billable = true): DemoTag {
    const key = name.toLowerCase();
    const known = this.#byName.get(key);
    if (known !== undefined) return known;
    const tag: DemoTag = { id: this.#firstId + this.#byName.size, name: key, billable };
    this.#byName.set(key, tag);
    this.#events.emit({ kind: "tag", type: "tag.created", object: tag });
    return tag;
  }
}
