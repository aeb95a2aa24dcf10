import type { Clock } from "../platform/ports.ts";
import { roundUpMinutes } from "../model/format.ts";
import type { AccountEvents } from "./account-events.ts";
import type { Permissions } from "./permissions.ts";
import { invalid, notFound } from "./problems.ts";
import type { DemoRefusal } from "./problems.ts";
import type { ProjectBook } from "./projects.ts";
import type { DemoEntry, DemoTag } from "./state.ts";
import { hashtagsIn } from "./tags.ts";
import type { TagBook } from "./tags.ts";

const firstEntryId = 1_711_626;

/** What a user may set of an entry. */
export interface EntryInput {
  readonly userId: number;
  readonly projectId: number | null;
  readonly date: string;
  readonly minutes: number;
  readonly description: string | null;
  readonly sourceUrl: string | null;
}

export interface EntryBookOptions {
  readonly clock: Clock;
  readonly tags: TagBook;
  readonly projects: ProjectBook;
  readonly permissions: () => Permissions;
  readonly events: AccountEvents;
  readonly idOffset: number;
}

/** Logged time, of everybody in the account. */
export class EntryBook {
  readonly #options: EntryBookOptions;
  #entries: readonly DemoEntry[] = [];
  #made = 0;

  constructor(options: EntryBookOptions) {
    this.#options = options;
  }

  /** Newest date first, and of one day the latest made first. */
  all(): readonly DemoEntry[] {
    return this.#entries.toSorted(newestFirst);
  }

  /** Throws where there is none of that number. */
  get(id: number): DemoEntry {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (entry === undefined) throw notFound(`entry ${id}`);
    return entry;
  }

  tagsOf(entry: DemoEntry): readonly DemoTag[] {
    return this.#options.tags.all().filter((tag) => entry.tagIds.includes(tag.id));
  }

  /** An entry is billable unless its project or one of its tags says otherwise. */
  isBillable(entry: DemoEntry): boolean {
    const project = entry.projectId === null ? null : this.#options.projects.get(entry.projectId);
    return (project?.billable ?? true) && this.tagsOf(entry).every((tag) => tag.billable);
  }

  /**
   * Rounds the minutes up to the project's billing increment and links the tags of the text.
   * Throws `cannot_create_tags` where one of them is new and the user may not make new ones.
   */
  add(input: EntryInput): DemoEntry {
    const now = this.#options.clock.wallNow();
    const fields = this.#fieldsOf(input);
    const made: DemoEntry = {
      ...fields,
      id: firstEntryId + this.#options.idOffset + this.#made,
      approval: null,
      invoicedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    this.#made += 1;
    this.#entries = [...this.#entries, made];
    this.#options.events.emit({ kind: "entry", type: "entry.created", object: made });
    return made;
  }

  /** Throws `approved_and_locked` for an approved one, and what `add` throws. */
  update(id: number, input: EntryInput): DemoEntry {
    const before = this.get(id);
    if (before.approval !== null) throw refused("approved_and_locked");
    return this.#replace(before, this.#fieldsOf(input), "entry.updated");
  }

  /** Throws where it was invoiced or approved, or its project is archived. */
  delete(id: number): void {
    const entry = this.get(id);
    const isArchived = entry.projectId !== null && !this.#options.projects.get(entry.projectId).enabled;
    const codes = [
      ...(entry.invoicedAt === null ? [] : ["invoiced"]),
      ...(entry.approval === null ? [] : ["approved_and_locked"]),
      ...(isArchived ? ["archived_project"] : []),
    ];
    if (codes.length > 0) throw refused(...codes);
    this.#entries = this.#entries.filter((candidate) => candidate !== entry);
    this.#options.events.emit({ kind: "entry", type: "entry.deleted", object: entry });
  }

  /** Unchanged where it is approved already. */
  approve(id: number, userId: number): DemoEntry {
    const entry = this.get(id);
    if (entry.approval !== null) return entry;
    const approval = { at: this.#options.clock.wallNow(), userId };
    return this.#replace(entry, { approval }, "entry.updated.approved");
  }

  unapprove(id: number): DemoEntry {
    const entry = this.get(id);
    return entry.approval === null ? entry : this.#replace(entry, { approval: null }, "entry.updated.unapproved");
  }

  /** Marks it as invoiced outside of Noko. Unchanged where it is invoiced already. */
  markInvoiced(id: number, at = this.#options.clock.wallNow()): DemoEntry {
    const entry = this.get(id);
    return entry.invoicedAt === null ? this.#replace(entry, { invoicedAt: at }, "entry.updated.invoiced") : entry;
  }

  #fieldsOf(input: EntryInput) {
    const { tags, projects, permissions } = this.#options;
    const tagNames = hashtagsIn(input.description ?? "");
    if (!permissions().createTags && !tagNames.every((name) => tags.has(name))) {
      throw invalid({ resource: "Entry", field: "description", code: "cannot_create_tags" });
    }
    const increment = input.projectId === null ? null : projects.get(input.projectId).billingIncrement;
    return {
      ...input,
      minutes: roundUpMinutes(input.minutes, increment),
      tagIds: tagNames.map((name) => tags.ensure(name).id),
    };
  }

  #replace(
    before: DemoEntry,
    change: Partial<DemoEntry>,
    type: "entry.updated" | "entry.updated.approved" | "entry.updated.unapproved" | "entry.updated.invoiced",
  ): DemoEntry {
    const object = { ...before, ...change, updatedAt: this.#options.clock.wallNow() };
    this.#entries = this.#entries.map((entry) => (entry === before ? object : entry));
    this.#options.events.emit({ kind: "entry", type, object, before });
    return object;
  }
}

function refused(...codes: readonly string[]): DemoRefusal {
  return invalid(...codes.map((code) => ({ resource: "Entry", field: "base", code })));
}

function newestFirst(left: DemoEntry, right: DemoEntry): number {
  if (left.date !== right.date) return left.date < right.date ? 1 : -1;
  return right.id - left.id;
}
