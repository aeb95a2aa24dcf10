import * as v from "valibot";
import type { Answer, RequestOptions, SubscriptionCalls } from "./api.ts";
import { decode, identifier, optionalText, parseJson, requiredText, requiredUrl } from "./decode.ts";
import { readList } from "./pagination.ts";
import { readOne, readOneOrNull } from "./read-one.ts";
import type { ApiRequest, ApiRequester } from "./request.ts";
import type { Subscription, SubscriptionWithSecret } from "./resources.ts";

/** Of receivers and of webhooks, which have one life and differ in words. */
const sharedFields = {
  id: identifier,
  name: requiredText,
  url: requiredUrl,
  state: optionalText,
  payload_uri: optionalText,
  reroll_secret_url: optionalText,
  enable_url: optionalText,
  disable_url: optionalText,
};
const words = v.nullish(v.array(v.string()), []);

export const receiverSchema: v.GenericSchema<unknown, Subscription> = v.pipe(
  v.object({ ...sharedFields, subjects: words, add_subjects_url: optionalText, remove_subjects_url: optionalText }),
  v.transform((raw) => toSubscription(raw, raw.subjects, raw.add_subjects_url, raw.remove_subjects_url)),
);

export const webhookSchema: v.GenericSchema<unknown, Subscription> = v.pipe(
  v.object({ ...sharedFields, events: words, add_events_url: optionalText, remove_events_url: optionalText }),
  v.transform((raw) => toSubscription(raw, raw.events, raw.add_events_url, raw.remove_events_url)),
);

interface KindOfSubscription {
  /** In logs. */
  readonly word: string;
  readonly path: string;
  /** How bodies, filters and addresses call what it is sent. */
  readonly key: "subjects" | "events";
  readonly schema: v.GenericSchema<unknown, Subscription>;
}

export const receivers: KindOfSubscription = {
  word: "receiver",
  path: "broadcast_receivers",
  key: "subjects",
  schema: receiverSchema,
};

export const webhooks: KindOfSubscription = {
  word: "webhook",
  path: "webhooks",
  key: "events",
  schema: webhookSchema,
};

const secretSchema = v.object({ secret: v.pipe(v.string(), v.nonEmpty()) });

/**
 * Broadcast receivers or webhooks, as the public API documentation has them. In its own example a receiver's `id` and
 * the one in its URL differ, so they are addressed by their URLs alone.
 */
export function createSubscriptionCalls(
  requester: ApiRequester,
  { word, path, key, schema }: KindOfSubscription,
): SubscriptionCalls {
  const subscriptionFrom = (request: ApiRequest, options: RequestOptions): Promise<Answer<Subscription>> =>
    readOne(requester, request, schema, options);

  return {
    list: (filters, options) =>
      readList(
        requester,
        {
          operation: `list ${word}s`,
          path,
          query: { name: filters.name, [key]: filters.subjects, state: filters.state },
          item: schema,
        },
        options,
      ),
    get: (url, options) => readOneOrNull(requester, { operation: `get ${word}`, method: "GET", url }, schema, options),
    async create(input, options) {
      const body = { name: input.name, payload_uri: input.payloadUri, [key]: input.subjects };
      // The documentation writes this address with a slash at its end.
      const url = requester.urls.compose(`${path}/`);
      const answer = await requester.send({ operation: `create ${word}`, method: "POST", url, body }, options);
      const json = parseJson(answer.body);
      const created: SubscriptionWithSecret = { ...decode(schema, json), ...decode(secretSchema, json) };
      return answer.as(created);
    },
    update: (subscription, input, options) =>
      subscriptionFrom(
        {
          operation: `update ${word}`,
          method: "PUT",
          url: subscription.url,
          body: { name: input.name, payload_uri: input.payloadUri },
        },
        options,
      ),
    addSubjects: (subscription, subjects, options) =>
      subscriptionFrom(
        {
          operation: `add ${key}`,
          method: "PUT",
          url: subscription.addSubjectsUrl ?? `${subscription.url}/add_${key}`,
          body: { [key]: subjects },
        },
        options,
      ),
    removeSubjects: (subscription, subjects, options) =>
      subscriptionFrom(
        {
          operation: `remove ${key}`,
          method: "PUT",
          url: subscription.removeSubjectsUrl ?? `${subscription.url}/remove_${key}`,
          body: { [key]: subjects },
        },
        options,
      ),
    async rerollSecret(subscription, options) {
      const url = subscription.rerollSecretUrl ?? `${subscription.url}/reroll_secret`;
      const answer = await requester.send({ operation: "re-roll secret", method: "PUT", url }, options);
      return answer.as(decode(secretSchema, parseJson(answer.body)).secret);
    },
    enable: (subscription, options) =>
      sendPut(requester, `enable ${word}`, subscription.enableUrl ?? `${subscription.url}/enable`, options),
    disable: (subscription, options) =>
      sendPut(requester, `disable ${word}`, subscription.disableUrl ?? `${subscription.url}/disable`, options),
    async delete(subscription, options) {
      const request = {
        operation: `delete ${word}`,
        method: "DELETE",
        url: subscription.url,
        mayBeMissing: true,
      } as const;
      return (await requester.send(request, options)).as(null);
    },
  };
}

/** Has a webhook be sent a `webhook.ping`. The documentation composes this address: a webhook carries none. */
export function createPingWebhook(
  requester: ApiRequester,
): (webhook: Subscription, options: RequestOptions) => Promise<Answer<null>> {
  return (webhook, options) => sendPut(requester, "ping webhook", `${webhook.url}/ping`, options);
}

async function sendPut(
  requester: ApiRequester,
  operation: string,
  url: string,
  options: RequestOptions,
): Promise<Answer<null>> {
  return (await requester.send({ operation, method: "PUT", url }, options)).as(null);
}

interface RawSubscription {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly state: string | null;
  readonly payload_uri: string | null;
  readonly reroll_secret_url: string | null;
  readonly enable_url: string | null;
  readonly disable_url: string | null;
}

function toSubscription(
  raw: RawSubscription,
  subjects: readonly string[],
  addSubjectsUrl: string | null,
  removeSubjectsUrl: string | null,
): Subscription {
  return {
    id: raw.id,
    name: raw.name,
    url: raw.url,
    state: raw.state === "enabled" || raw.state === "disabled" ? raw.state : "unknown",
    subjects,
    payloadUri: raw.payload_uri,
    addSubjectsUrl,
    removeSubjectsUrl,
    rerollSecretUrl: raw.reroll_secret_url,
    enableUrl: raw.enable_url,
    disableUrl: raw.disable_url,
  };
}
