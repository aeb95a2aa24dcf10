/** Broadcast receivers. The secret is in the answers to "create" and "re-roll" and nowhere else. */
import * as v from "valibot";
import { decodeBody, optional } from "../body.ts";
import { allows, textMatches, wordsFilter } from "../filters.ts";
import { invalid, notFound } from "../problems.ts";
import { listed, noContent, ok } from "../router.ts";
import type { Reply, Route, RouteContext } from "../router.ts";
import type { DemoReceiver } from "../state.ts";

const resource = "BroadcastReceiver";
const knownSubjects: ReadonlySet<string> = new Set(["timer", "*"]);

const name = v.pipe(v.string(), v.trim(), v.nonEmpty());
const payloadUri = v.pipe(v.string(), v.url(), v.regex(/^https?:/i));
const subjects = v.pipe(v.array(v.string()), v.nonEmpty());
const createSchema = v.object({ name, payload_uri: payloadUri, subjects });
const updateSchema = v.object({ name: optional(name), payload_uri: optional(payloadUri) });
const subjectsSchema = v.object({ subjects });

export function receiverRoutes(): readonly Route[] {
  return routes().map(needingBroadcasts);
}

function needingBroadcasts(route: Route): Route {
  return { ...route, needs: "broadcasts" };
}

function routes(): readonly Route[] {
  const one = "/v2/broadcast_receivers/:id";
  return [
    { method: "GET", pattern: "/v2/broadcast_receivers", answer: listReceivers },
    { method: "POST", pattern: "/v2/broadcast_receivers", answer: create },
    {
      method: "GET",
      pattern: one,
      answer: ({ account, views, id }) => ok(views.receiver(existing(account.receivers.byUrlId(id), id))),
    },
    { method: "PUT", pattern: one, answer: update },
    { method: "PUT", pattern: `${one}/add_subjects`, answer: addSubjects },
    { method: "PUT", pattern: `${one}/remove_subjects`, answer: removeSubjects },
    {
      method: "PUT",
      pattern: `${one}/reroll_secret`,
      answer: ({ account, id }) => ok({ secret: existing(account.receivers.rerollSecret(id), id).secret }),
    },
    { method: "PUT", pattern: `${one}/enable`, answer: (context) => setEnabled(context, true) },
    { method: "PUT", pattern: `${one}/disable`, answer: (context) => setEnabled(context, false) },
    { method: "DELETE", pattern: one, answer: remove },
  ];
}

function listReceivers(context: RouteContext): Reply {
  const { account, views, query } = context;
  const wanted = wordsFilter(query, "subjects");
  const state = query.get("state");
  const enabled = state === "enabled" ? true : state === "disabled" ? false : null;
  const receivers = account.receivers
    .all()
    .filter((receiver) => textMatches(query, "name", receiver.name))
    .filter((receiver) => wanted === null || receiver.subjects.some((subject) => wanted.has(subject)))
    .filter((receiver) => allows(enabled, receiver.enabled));
  return listed(context, receivers, (receiver) => views.receiver(receiver));
}

function create({ account, views, body }: RouteContext): Reply {
  const input = decodeBody(createSchema, resource, body);
  requireKnown(input.subjects);
  const receiver = account.receivers.create({
    name: input.name,
    payloadUri: input.payload_uri,
    subjects: [...new Set(input.subjects)],
  });
  return {
    status: 201,
    json: { ...views.receiver(receiver), secret: receiver.secret },
    location: views.receiverUrl(receiver),
  };
}

function update({ account, views, id, body }: RouteContext): Reply {
  const known = existing(account.receivers.byUrlId(id), id);
  const input = decodeBody(updateSchema, resource, body);
  const changed = account.receivers.update(id, {
    name: input.name ?? known.name,
    payloadUri: input.payload_uri ?? known.payloadUri,
  });
  return ok(views.receiver(existing(changed, id)));
}

function addSubjects(context: RouteContext): Reply {
  return changeSubjects(context, (present, given) => [...new Set([...present, ...given])]);
}

function removeSubjects(context: RouteContext): Reply {
  return changeSubjects(context, (present, given) => present.filter((subject) => !given.includes(subject)));
}

function changeSubjects(
  { account, views, id, body }: RouteContext,
  change: (present: readonly string[], given: readonly string[]) => readonly string[],
): Reply {
  const known = existing(account.receivers.byUrlId(id), id);
  const given = decodeBody(subjectsSchema, resource, body).subjects;
  requireKnown(given);
  const changed = account.receivers.update(id, { subjects: change(known.subjects, given) });
  return ok(views.receiver(existing(changed, id)));
}

function setEnabled({ account, id }: RouteContext, enabled: boolean): Reply {
  existing(account.receivers.update(id, { enabled }), id);
  return noContent;
}

function remove({ account, id }: RouteContext): Reply {
  if (!account.receivers.delete(id)) throw notFound(`broadcast receiver ${id}`);
  return noContent;
}

function requireKnown(given: readonly string[]): void {
  if (given.every((subject) => knownSubjects.has(subject))) return;
  throw invalid({ resource, field: "subjects", code: "missing" });
}

function existing(receiver: DemoReceiver | null, id: number): DemoReceiver {
  if (receiver === null) throw notFound(`broadcast receiver ${id}`);
  return receiver;
}
