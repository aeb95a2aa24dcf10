/**
 * Resources as JSON, with every key that the public API documentation shows, blanks as null.
 */
import type { DemoAccount } from "./account.ts";
import { formattedTime, timestampOf } from "./dates.ts";
import type { Links } from "./links.ts";
import type { DemoEntry, DemoGroup, DemoProject, DemoSubscription, DemoTag, DemoTimer, DemoUser } from "./state.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export type SubscriptionKind = "receiver" | "webhook";

/** Where each kind lives, and how its resource calls what it is sent. */
export const subscriptionWords = {
  receiver: { path: "/v2/broadcast_receivers", key: "subjects" },
  webhook: { path: "/v2/webhooks", key: "events" },
} as const;

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

  /** As in the list of users. */
  fullUser(user: DemoUser): JsonObject {
    return {
      ...this.user(user),
      state: "active",
      role: "leader",
      teams: [],
      entries: this.#account.entries.all().filter((entry) => entry.userId === user.id).length,
      entries_url: this.#links.url(`/v2/users/${user.id}/entries`),
      created_at: foundedAt,
      updated_at: foundedAt,
    };
  }

  account(): JsonObject {
    return {
      id: this.#account.id,
      name: this.#account.name,
      invoicing_enabled: true,
      owner: this.user(this.#account.user),
      url: this.#links.url("/v2/account/"),
      created_at: foundedAt,
      updated_at: foundedAt,
    };
  }

  currentUser(user: DemoUser): JsonObject {
    return {
      ...this.user(user),
      state: "active",
      role: "leader",
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
    const billable = sumMinutes(entries.filter((entry) => this.#account.entries.isBillable(entry)));
    const minutes = sumMinutes(entries);
    return {
      ...this.projectReference(project),
      group: project.group === null ? null : this.group(project.group),
      minutes,
      billable_minutes: billable,
      unbillable_minutes: minutes - billable,
      invoiced_minutes: sumMinutes(entries.filter((entry) => entry.invoicedAt !== null)),
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

  /** As in the list of groups. */
  fullGroup(group: DemoGroup): JsonObject {
    return {
      ...this.group(group),
      projects: this.#account
        .projects()
        .filter((project) => project.group?.id === group.id)
        .map((project) => this.projectReference(project)),
      entries_url: this.#links.url(`/v2/project_groups/${group.id}/entries/`),
      projects_url: this.#links.url(`/v2/project_groups/${group.id}/projects/`),
      created_at: foundedAt,
      updated_at: foundedAt,
    };
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
    const { approval, invoicedAt } = entry;
    return {
      id: entry.id,
      date: entry.date,
      user: this.#author(entry.userId),
      billable: this.#account.entries.isBillable(entry),
      minutes: entry.minutes,
      description: entry.description,
      project: entry.projectId === null ? null : this.projectReference(this.#account.project(entry.projectId)),
      tags: this.#account.entries.tagsOf(entry).map((tag) => this.tag(tag)),
      source_url: entry.sourceUrl,
      invoiced_at: invoicedAt === null ? null : timestampOf(invoicedAt),
      invoice: null,
      import: null,
      approved_at: approval === null ? null : timestampOf(approval.at),
      approved_by: approval === null ? null : this.#author(approval.userId),
      url: this.entryUrl(entry.id),
      invoiced_outside_of_noko_url: this.entryUrl(entry.id, "/marked_as_invoiced"),
      approved_url: this.entryUrl(entry.id, "/approved"),
      unapproved_url: this.entryUrl(entry.id, "/unapproved"),
      created_at: timestampOf(entry.createdAt),
      updated_at: timestampOf(entry.updatedAt),
    };
  }

  #author(userId: number): JsonObject {
    return this.user(this.#account.users.find((user) => user.id === userId) ?? this.#account.user);
  }

  entryUrl(entryId: number, verb = ""): string {
    return this.#links.url(`/v2/entries/${entryId}${verb}`);
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

  /** As in the list of tags. */
  fullTag(tag: DemoTag): JsonObject {
    return {
      ...this.tag(tag),
      import: null,
      entries: this.#account.entries.all().filter((entry) => entry.tagIds.includes(tag.id)).length,
      entries_url: this.#links.url(`/v2/tags/${tag.id}/entries`),
      created_at: foundedAt,
      updated_at: foundedAt,
    };
  }

  /** Never with the secret: only the answers to "create" and "re-roll" carry it. */
  subscription(kind: SubscriptionKind, item: DemoSubscription): JsonObject {
    const { key } = subscriptionWords[kind];
    return {
      id: item.id,
      name: item.name,
      state: item.enabled ? "enabled" : "disabled",
      [key]: item.subjects,
      payload_uri: item.payloadUri,
      url: this.subscriptionUrl(kind, item),
      [`add_${key}_url`]: this.subscriptionUrl(kind, item, `/add_${key}`),
      [`remove_${key}_url`]: this.subscriptionUrl(kind, item, `/remove_${key}`),
      reroll_secret_url: this.subscriptionUrl(kind, item, "/reroll_secret"),
      enable_url: this.subscriptionUrl(kind, item, "/enable"),
      disable_url: this.subscriptionUrl(kind, item, "/disable"),
    };
  }

  subscriptionUrl(kind: SubscriptionKind, item: DemoSubscription, verb = ""): string {
    return this.#links.url(`${subscriptionWords[kind].path}/${item.urlId}${verb}`);
  }
}

function sumMinutes(entries: readonly DemoEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.minutes, 0);
}
