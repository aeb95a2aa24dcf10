/**
 * Resources as JSON, with every key that the public API documentation shows, blanks as null.
 */
import type { DemoAccount } from "./account.ts";
import { formattedTime, timestampOf } from "./dates.ts";
import type { Links } from "./links.ts";
import type { DemoEntry, DemoGroup, DemoProject, DemoReceiver, DemoTag, DemoTimer, DemoUser } from "./state.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** When the account and everything that has no history of its own came to be. */
const foundedAt = "2024-01-08T08:33:29Z";

export class Views {
  readonly #account: DemoAccount;
  readonly #links: Links;

  constructor(account: DemoAccount, links: Links) {
    this.#account = account;
    this.#links = links;
  }

  user(user: DemoUser): JsonObject {
    return {
      id: user.id,
      email: user.email,
      first_name: user.firstName,
      last_name: user.lastName,
      profile_image_url: user.profileImageUrl,
      url: this.#links.url(`/v2/users/${user.id}`),
    };
  }

  currentUser(user: DemoUser): JsonObject {
    return {
      ...this.user(user),
      state: "active",
      role: "member",
      entries_url: this.#links.url(`/v2/users/${user.id}/entries`),
      time_format: user.timeFormat,
      week_start: user.weekStart,
      utc_offset: user.utcOffset,
      created_at: foundedAt,
      updated_at: foundedAt,
    };
  }

  /** The short form, as in a timer or an entry. */
  projectReference(project: DemoProject): JsonObject {
    return {
      id: project.id,
      name: project.name,
      billing_increment: project.billingIncrement,
      enabled: project.enabled,
      billable: project.billable,
      color: project.color,
      url: this.#links.url(`/v2/projects/${project.id}`),
    };
  }

  project(project: DemoProject): JsonObject {
    const entries = this.#account.entries.all().filter((entry) => entry.projectId === project.id);
    const billable = sumMinutes(entries.filter((entry) => this.#account.isBillable(entry)));
    const minutes = sumMinutes(entries);
    return {
      ...this.projectReference(project),
      group: project.group === null ? null : this.group(project.group),
      minutes,
      billable_minutes: billable,
      unbillable_minutes: minutes - billable,
      invoiced_minutes: 0,
      remaining_minutes: project.budgetedMinutes === null ? null : project.budgetedMinutes - minutes,
      budgeted_minutes: project.budgetedMinutes,
      participants: this.#account.users
        .filter((user) => entries.some((entry) => entry.userId === user.id))
        .map((user) => this.user(user)),
      entries: entries.length,
      entries_url: this.#links.url(`/v2/projects/${project.id}/entries`),
      created_at: foundedAt,
      updated_at: foundedAt,
    };
  }

  group(group: DemoGroup): JsonObject {
    return { id: group.id, name: group.name, url: this.#links.url(`/v2/project_groups/${group.id}`) };
  }

  timer(timer: DemoTimer): JsonObject {
    const seconds = this.#account.secondsOf(timer);
    return {
      id: timer.id,
      state: timer.run.kind,
      seconds,
      formatted_time: formattedTime(seconds),
      date: timer.date,
      description: timer.description,
      user: this.user(this.#account.user),
      project: this.projectReference(this.#account.project(timer.projectId)),
      url: this.timerUrl(timer.projectId),
      start_url: this.timerUrl(timer.projectId, "/start"),
      pause_url: this.timerUrl(timer.projectId, "/pause"),
      add_or_subtract_time_url: this.timerUrl(timer.projectId, "/add_or_subtract_time"),
      log_url: this.timerUrl(timer.projectId, "/log"),
    };
  }

  timerUrl(projectId: number, verb = ""): string {
    return this.#links.url(`/v2/projects/${projectId}/timer${verb}`);
  }

  entry(entry: DemoEntry): JsonObject {
    const author = this.#account.users.find((user) => user.id === entry.userId) ?? this.#account.user;
    return {
      id: entry.id,
      date: entry.date,
      user: this.user(author),
      billable: this.#account.isBillable(entry),
      minutes: entry.minutes,
      description: entry.description,
      project: entry.projectId === null ? null : this.projectReference(this.#account.project(entry.projectId)),
      tags: this.#account.entries.tagsOf(entry).map((tag) => this.tag(tag)),
      source_url: null,
      invoiced_at: null,
      approved_at: null,
      url: this.entryUrl(entry.id),
      created_at: timestampOf(entry.createdAt),
      updated_at: timestampOf(entry.createdAt),
    };
  }

  entryUrl(entryId: number): string {
    return this.#links.url(`/v2/entries/${entryId}`);
  }

  tag(tag: DemoTag): JsonObject {
    return {
      id: tag.id,
      name: tag.name,
      billable: tag.billable,
      formatted_name: `#${tag.name}`,
      url: this.#links.url(`/v2/tags/${tag.id}`),
    };
  }

  /** Never with the secret: only the answers to "create" and "re-roll" carry it. */
  receiver(receiver: DemoReceiver): JsonObject {
    return {
      id: receiver.id,
      name: receiver.name,
      state: receiver.enabled ? "enabled" : "disabled",
      subjects: receiver.subjects,
      payload_uri: receiver.payloadUri,
      url: this.receiverUrl(receiver),
      add_subjects_url: this.receiverUrl(receiver, "/add_subjects"),
      remove_subjects_url: this.receiverUrl(receiver, "/remove_subjects"),
      reroll_secret_url: this.receiverUrl(receiver, "/reroll_secret"),
      enable_url: this.receiverUrl(receiver, "/enable"),
      disable_url: this.receiverUrl(receiver, "/disable"),
    };
  }

  receiverUrl(receiver: DemoReceiver, verb = ""): string {
    return this.#links.url(`/v2/broadcast_receivers/${receiver.urlId}${verb}`);
  }
}

function sumMinutes(entries: readonly DemoEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.minutes, 0);
}
