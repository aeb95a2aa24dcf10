import { roundUpMinutes } from "../model/format.ts";
import type { Permissions } from "./permissions.ts";
import { invalid } from "./problems.ts";
import type { DemoEntry, DemoProject, DemoTag } from "./state.ts";
import { sorted } from "./sorted.ts";
import { hashtagsIn } from "./tags.ts";
import type { TagBook } from "./tags.ts";

const firstEntryId = 1_711_626;

export interface NewEntry {
  readonly userId: number;
  readonly project: DemoProject | null;
  readonly date: string;
  readonly minutes: number;
  readonly description: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** Logged time, of everybody in the account. */
export class EntryBook {
  #entries: readonly DemoEntry[] = [];
  readonly #tags: TagBook;
  readonly #permissions: () => Permissions;

  constructor(tags: TagBook, permissions: () => Permissions) {
    this.#tags = tags;
    this.#permissions = permissions;
  }

  /** Newest date first, and of one day the latest made first. */
  all(): readonly DemoEntry[] {
    return sorted(this.#entries, newestFirst);
  }

  byId(id: number): DemoEntry | null {
    return this.#entries.find((entry) => entry.id === id) ?? null;
  }

  tagsOf(entry: DemoEntry): readonly DemoTag[] {
    return this.#tags.all().filter((tag) => entry.tagIds.includes(tag.id));
  }

  /**
   * Rounds the minutes up to the project's billing increment and links the tags of the text.
   * Throws `cannot_create_tags` where one of them is new and the user may not make new ones.
   */
  add(entry: NewEntry): DemoEntry {
    const tagNames = hashtagsIn(entry.description ?? "");
    if (!this.#permissions().createTags && !tagNames.every((name) => this.#tags.has(name))) {
      throw invalid({ resource: "Entry", field: "description", code: "cannot_create_tags" });
    }
    const made: DemoEntry = {
      id: firstEntryId + this.#entries.length,
      userId: entry.userId,
      projectId: entry.project?.id ?? null,
      date: entry.date,
      minutes: roundUpMinutes(entry.minutes, entry.project?.billingIncrement ?? null),
      description: entry.description,
      tagIds: tagNames.map((name) => this.#tags.ensure(name).id),
      createdAt: entry.createdAt,
    };
    this.#entries = [...this.#entries, made];
    return made;
  }
}

function newestFirst(left: DemoEntry, right: DemoEntry): number {
  if (left.date !== right.date) return left.date < right.date ? 1 : -1;
  return right.id - left.id;
}
