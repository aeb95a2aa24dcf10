import type { AccountEvent } from "./account-events.ts";
import { assertNever } from "../model/assert-never.ts";
import type { DemoSubscription } from "./state.ts";
import type { Json, JsonObject, Views } from "./views.ts";

/** What a payload says beside the webhook and the time. */
export interface PayloadContent {
  readonly type: string;
  readonly fields: JsonObject;
}

/** `changes` holds the old and the new value of each field that differs, but of `updated_at`, which always does. */
export function contentOf(event: AccountEvent, views: Views): PayloadContent {
  const { object, before } = viewsOf(event, views);
  return { type: event.type, fields: { changes: changesOf(before ?? object, object), object } };
}

export function pingContent(payloadId: string): PayloadContent {
  return { type: "webhook.ping", fields: { payload_id: payloadId, object: {} } };
}

/** The short form of a webhook, as its payloads carry it. */
export function webhookReference({ id, name }: DemoSubscription): JsonObject {
  return { id, name };
}

function viewsOf(event: AccountEvent, views: Views): { readonly object: JsonObject; readonly before?: JsonObject } {
  switch (event.kind) {
    case "entry":
      return {
        object: views.entry(event.object),
        ...(event.before === undefined ? {} : { before: views.entry(event.before) }),
      };
    case "tag":
      return { object: views.fullTag(event.object) };
    case "project":
      return {
        object: views.project(event.object),
        ...(event.before === undefined ? {} : { before: views.project(event.before) }),
      };
    default:
      return assertNever(event, "account event");
  }
}

function changesOf(before: JsonObject, after: JsonObject): JsonObject {
  const changed = Object.keys(after).filter((key) => key !== "updated_at" && !isSame(before[key], after[key]));
  return Object.fromEntries(changed.map((key) => [key, [before[key] ?? null, after[key] ?? null]]));
}

function isSame(left: Json | undefined, right: Json | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
