/** Broadcast receivers and webhooks: one life, two kinds. The secret is in the answers to "create" and "re-roll" alone. */
import * as v from "valibot";
import { decodeBody, optional } from "../body.ts";
import { allows, textMatches, wordsFilter } from "../filters.ts";
import type { Feature } from "../permissions.ts";
import { invalid, notFound } from "../problems.ts";
import { accepted, listed, noContent, ok } from "../router.ts";
import type { Reply, Route, RouteContext } from "../router.ts";
import type { DemoSubscription } from "../state.ts";
import type { SubscriptionBook } from "../subscriptions.ts";
import { subscriptionWords } from "../views.ts";
import type { SubscriptionKind } from "../views.ts";
import { webhookEvents } from "../webhook-events.ts";

const name = v.pipe(v.string(), v.trim(), v.nonEmpty());
const payloadUri = v.pipe(v.string(), v.url(), v.regex(/^https?:/i));
const createFields = { name, payload_uri: payloadUri };
const words = v.pipe(v.array(v.string()), v.nonEmpty());
const updateSchema = v.object({ name: optional(name), payload_uri: optional(payloadUri) });

interface KindRules {
  readonly kind: SubscriptionKind;
  readonly path: string;
  readonly resource: string;
  /** How bodies and filters call what it is sent. */
  readonly key: "subjects" | "events";
  readonly known: ReadonlySet<string>;
  readonly needs: Feature;
  readonly bookOf: (context: RouteContext) => SubscriptionBook;
}

const receivers: KindRules = {
  kind: "receiver",
  ...subscriptionWords.receiver,
  resource: "BroadcastReceiver",
  known: new Set(["timer"]),
  needs: "broadcasts",
  bookOf: ({ account }) => account.receivers,
};

const webhooks: KindRules = {
  kind: "webhook",
  ...subscriptionWords.webhook,
  resource: "Webhook",
  known: webhookEvents,
  needs: "webhooks",
  bookOf: ({ account }) => account.webhooks,
};

export function receiverRoutes(): readonly Route[] {
  return routesOf(receivers);
}

export function webhookRoutes(): readonly Route[] {
  const one = `${webhooks.path}/:id`;
  const { needs } = webhooks;
  return [
    ...routesOf(webhooks),
    { method: "PUT", pattern: `${one}/ping`, needs, answer: ping },
    { method: "PUT", pattern: `${one}/retry/:payload_id`, needs, answer: retry },
  ];
}

function routesOf(rules: KindRules): readonly Route[] {
  const { path, key, needs } = rules;
  const one = `${path}/:id`;
  return [
    { method: "GET", pattern: path, needs, answer: (context) => list(rules, context) },
    { method: "POST", pattern: path, needs, answer: (context) => create(rules, context) },
    {
      method: "GET",
      pattern: one,
      needs,
      answer: (context) => ok(context.views.subscription(rules.kind, existing(rules, context))),
    },
    { method: "PUT", pattern: one, needs, answer: (context) => update(rules, context) },
    {
      method: "PUT",
      pattern: `${one}/add_${key}`,
      needs,
      answer: (context) => changeWords(rules, context, (present, given) => [...new Set([...present, ...given])]),
    },
    {
      method: "PUT",
      pattern: `${one}/remove_${key}`,
      needs,
      answer: (context) =>
        changeWords(rules, context, (present, given) => present.filter((word) => !given.includes(word))),
    },
    { method: "PUT", pattern: `${one}/reroll_secret`, needs, answer: (context) => rerollSecret(rules, context) },
    { method: "PUT", pattern: `${one}/enable`, needs, answer: (context) => setEnabled(rules, context, true) },
    { method: "PUT", pattern: `${one}/disable`, needs, answer: (context) => setEnabled(rules, context, false) },
    { method: "DELETE", pattern: one, needs, answer: (context) => remove(rules, context) },
  ];
}

function list(rules: KindRules, context: RouteContext): Reply {
  const { views, query } = context;
  const wanted = wordsFilter(query, rules.key);
  const state = query.get("state");
  const enabled = state === "enabled" ? true : state === "disabled" ? false : null;
  const items = rules
    .bookOf(context)
    .all()
    .filter((item) => textMatches(query, "name", item.name))
    .filter((item) => wanted === null || item.subjects.some((subject) => wanted.has(subject)))
    .filter((item) => allows(enabled, item.enabled));
  return listed(context, items, (item) => views.subscription(rules.kind, item));
}

function create(rules: KindRules, context: RouteContext): Reply {
  const { views, body } = context;
  // All at once first, for one error that names every field at fault.
  decodeBody(v.object({ ...createFields, [rules.key]: words }), rules.resource, body);
  const input = decodeBody(v.object(createFields), rules.resource, body);
  const item = rules.bookOf(context).create({
    name: input.name,
    payloadUri: input.payload_uri,
    subjects: [...new Set(wordsIn(rules, body))],
  });
  return {
    status: 201,
    json: { ...views.subscription(rules.kind, item), secret: item.secret },
    location: views.subscriptionUrl(rules.kind, item),
  };
}

function update(rules: KindRules, context: RouteContext): Reply {
  const known = existing(rules, context);
  const input = decodeBody(updateSchema, rules.resource, context.body);
  return changed(rules, context, {
    name: input.name ?? known.name,
    payloadUri: input.payload_uri ?? known.payloadUri,
  });
}

function changeWords(
  rules: KindRules,
  context: RouteContext,
  change: (present: readonly string[], given: readonly string[]) => readonly string[],
): Reply {
  const known = existing(rules, context);
  return changed(rules, context, { subjects: change(known.subjects, wordsIn(rules, context.body)) });
}

function changed(rules: KindRules, context: RouteContext, change: Partial<DemoSubscription>): Reply {
  rules.bookOf(context).update(context.id, change);
  return ok(context.views.subscription(rules.kind, existing(rules, context)));
}

function rerollSecret(rules: KindRules, context: RouteContext): Reply {
  rules.bookOf(context).rerollSecret(context.id);
  return ok({ secret: existing(rules, context).secret });
}

function setEnabled(rules: KindRules, context: RouteContext, enabled: boolean): Reply {
  existing(rules, context);
  rules.bookOf(context).update(context.id, { enabled });
  return noContent;
}

function remove(rules: KindRules, context: RouteContext): Reply {
  existing(rules, context);
  rules.bookOf(context).delete(context.id);
  return noContent;
}

function ping({ webhooks: sender, id }: RouteContext): Reply {
  if (!sender.ping(id)) throw notFound(`webhook ${id}`);
  return accepted;
}

function retry({ webhooks: sender, id, payloadId }: RouteContext): Reply {
  if (!sender.retry(id, payloadId)) throw notFound(`payload ${payloadId} of webhook ${id}`);
  return accepted;
}

/** What the body asks to be sent, all of it known. */
function wordsIn({ key, known, resource }: KindRules, body: RouteContext["body"]): readonly string[] {
  const given: unknown = decodeBody(v.object({ [key]: words }), resource, body)[key];
  const wanted = v.parse(words, given);
  if (wanted.every((word) => word === "*" || known.has(word))) return wanted;
  throw invalid({ resource, field: key, code: "missing" });
}

function existing(rules: KindRules, context: RouteContext): DemoSubscription {
  const item = rules.bookOf(context).byUrlId(context.id);
  if (item === null) throw notFound(`${rules.kind} ${context.id}`);
  return item;
}
