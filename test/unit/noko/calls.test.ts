import { describe, expect, it } from "vitest";
import type { NokoApi, SubscriptionCalls } from "../../../app/noko/api.ts";
import type { Subscription, NokoTimer } from "../../../app/noko/resources.ts";
import {
  entryExample,
  projectExample,
  receiverExample,
  timerExample,
  userExample,
  validationErrorExample,
  webhookExample,
} from "../../support/documentation-examples.ts";
import { BASE, byUser, createHarness, TOKEN, type Reply } from "../../support/noko-harness.ts";

/** As a server may have them: the paths say nothing, so that only followed URLs can be right. */
const timer: NokoTimer = {
  id: 1,
  state: "running",
  seconds: 0,
  date: null,
  description: null,
  project: {
    id: 37396,
    name: "P",
    url: `${BASE}/x/p`,
    color: null,
    group: null,
    billingIncrement: null,
    billable: true,
    enabled: true,
  },
  url: `${BASE}/x/t`,
  startUrl: `${BASE}/x/a`,
  pauseUrl: `${BASE}/x/b`,
  addOrSubtractTimeUrl: `${BASE}/x/c`,
  logUrl: `${BASE}/x/d`,
};

const receiver: Subscription = {
  id: 77885522,
  name: "R",
  state: "enabled",
  subjects: ["timer"],
  payloadUri: null,
  url: `${BASE}/x/r`,
  addSubjectsUrl: `${BASE}/x/ra`,
  removeSubjectsUrl: `${BASE}/x/rr`,
  rerollSecretUrl: `${BASE}/x/rs`,
  enableUrl: `${BASE}/x/re`,
  disableUrl: `${BASE}/x/rd`,
};

const bareReceiver: Subscription = {
  ...receiver,
  addSubjectsUrl: null,
  removeSubjectsUrl: null,
  rerollSecretUrl: null,
  enableUrl: null,
  disableUrl: null,
};

const ok = (json: unknown): Reply => ({ status: 200, json });
const nothing: Reply = { status: 204 };
const gone: Reply = { status: 404, json: { message: "Not Found" } };
const list = (path: string): string => `${BASE}/${path}${path.includes("?") ? "&" : "?"}per_page=100`;

const decodedTimer = {
  id: 123456,
  state: "running",
  seconds: 180,
  date: "2013-07-09",
  description: "noko work",
  project: {
    id: 37396,
    name: "Gear GmbH",
    url: `${BASE}/projects/37396`,
    color: "#ff9898",
    group: null,
    billingIncrement: 10,
    billable: true,
    enabled: true,
  },
  url: `${BASE}/projects/37396/timer`,
  startUrl: `${BASE}/projects/37396/timer/start`,
  pauseUrl: `${BASE}/projects/37396/timer/pause`,
  addOrSubtractTimeUrl: `${BASE}/projects/37396/timer/add_or_subtract_time`,
  logUrl: `${BASE}/projects/37396/timer/log`,
};

/** The full form tells the group as well. */
const decodedProject = { ...decodedTimer.project, group: "Sprockets, Inc." };

const decodedReceiver = {
  id: 77885522,
  name: "Da Best Timer Sync",
  state: "enabled",
  subjects: ["timer"],
  payloadUri: "http://dabestnokoapp.com/broadcasts/timer_messages",
  url: `${BASE}/broadcast_receivers/987654`,
  addSubjectsUrl: `${BASE}/broadcast_receivers/987654/add_subjects`,
  removeSubjectsUrl: `${BASE}/broadcast_receivers/987654/remove_subjects`,
  rerollSecretUrl: `${BASE}/broadcast_receivers/987654/reroll_secret`,
  enableUrl: `${BASE}/broadcast_receivers/987654/enable`,
  disableUrl: `${BASE}/broadcast_receivers/987654/disable`,
};

const decodedWebhook = {
  id: 123456,
  name: "Da Best Noko Webhook",
  state: "enabled",
  subjects: webhookExample.events,
  payloadUri: "http://dabestnokoapp.com/webhooks/entry_events",
  url: `${BASE}/webhooks/123456`,
  addSubjectsUrl: `${BASE}/webhooks/123456/add_events`,
  removeSubjectsUrl: `${BASE}/webhooks/123456/remove_events`,
  rerollSecretUrl: `${BASE}/webhooks/123456/reroll_secret`,
  enableUrl: `${BASE}/webhooks/123456/enable`,
  disableUrl: `${BASE}/webhooks/123456/disable`,
};

interface SubscriptionCase {
  readonly suffix: string;
  readonly path: string;
  readonly key: "subjects" | "events";
  readonly example: { readonly subjects?: readonly string[]; readonly events?: readonly string[] };
  readonly decoded: object;
  readonly of: (api: NokoApi) => SubscriptionCalls;
}

const receivers: SubscriptionCase = {
  suffix: ", a receiver",
  path: "broadcast_receivers",
  key: "subjects",
  example: receiverExample,
  decoded: decodedReceiver,
  of: (api) => api.receivers,
};

const webhooks: SubscriptionCase = {
  suffix: ", a webhook",
  path: "webhooks",
  key: "events",
  example: webhookExample,
  decoded: decodedWebhook,
  of: (api) => api.webhooks,
};

const entryUrl = `${BASE}/entries/1711626`;
const decodedEntry = {
  id: 1,
  date: "2012-01-09",
  minutes: 60,
  billable: true,
  description: "noko",
  project: decodedTimer.project,
  tags: [{ name: "noko", billable: true }],
  sourceUrl: null,
  approved: false,
  invoiced: false,
  createdAt: Date.UTC(2012, 0, 9, 8, 33, 29),
  updatedAt: Date.UTC(2012, 0, 9, 8, 33, 29),
  url: entryUrl,
};

interface Row {
  readonly name: string;
  readonly call: (api: NokoApi) => Promise<{ readonly value: unknown }>;
  readonly reply: Reply;
  readonly sends: string;
  readonly body?: unknown;
  readonly answers: unknown;
}

const accountExample = { id: 1, name: "testit", url: `${BASE}/account/` };

const rows: readonly Row[] = [
  {
    name: "account",
    call: (api) => api.account(byUser),
    reply: ok(accountExample),
    sends: `GET ${BASE}/account`,
    answers: { id: 1, name: "testit" },
  },
  {
    name: "no account",
    call: (api) => api.account(byUser),
    reply: gone,
    sends: `GET ${BASE}/account`,
    answers: null,
  },
  {
    name: "current user",
    call: (api) => api.currentUser(byUser),
    reply: ok(userExample),
    sends: `GET ${BASE}/current_user`,
    answers: {
      id: 5538,
      email: "john.test@test.com",
      firstName: "John",
      lastName: "Test",
      timeFormat: "fraction",
      weekStart: "sunday",
      utcOffset: -18_000,
      url: `${BASE}/users/5538`,
      entriesUrl: `${BASE}/users/5538/entries`,
    },
  },
  {
    name: "timers",
    call: (api) => api.listTimers({}, byUser),
    reply: ok([timerExample]),
    sends: `GET ${list("timers")}`,
    answers: [decodedTimer],
  },
  {
    name: "timers, filtered",
    call: (api) => api.listTimers({ description: "a b", projectIds: [1, 2], billable: true }, byUser),
    reply: ok([]),
    sends: `GET ${list("timers?description=a+b&projects=1%2C2&billable=true")}`,
    answers: [],
  },
  {
    name: "a timer",
    call: (api) => api.getTimer(timer.url, byUser),
    reply: ok(timerExample),
    sends: `GET ${timer.url}`,
    answers: decodedTimer,
  },
  {
    name: "no timer",
    call: (api) => api.getTimer(timer.url, byUser),
    reply: gone,
    sends: `GET ${timer.url}`,
    answers: null,
  },
  {
    name: "a project's timer",
    call: (api) => api.getTimerOfProject(37396, byUser),
    reply: ok(timerExample),
    sends: `GET ${BASE}/projects/37396/timer`,
    answers: decodedTimer,
  },
  {
    name: "no timer of a project",
    call: (api) => api.getTimerOfProject(37396, byUser),
    reply: gone,
    sends: `GET ${BASE}/projects/37396/timer`,
    answers: null,
  },
  {
    name: "describe",
    call: (api) => api.describeTimer({ kind: "timer", timer }, "#noko 🐢", byUser),
    reply: ok(timerExample),
    sends: `PUT ${timer.url}`,
    body: { description: "#noko 🐢" },
    answers: decodedTimer,
  },
  {
    name: "create",
    call: (api) => api.describeTimer({ kind: "project", projectId: 37396 }, "", byUser),
    reply: ok(timerExample),
    sends: `PUT ${BASE}/projects/37396/timer`,
    body: { description: "" },
    answers: decodedTimer,
  },
  {
    name: "start",
    call: (api) => api.startTimer({ kind: "timer", timer }, {}, byUser),
    reply: ok(timerExample),
    sends: `PUT ${timer.startUrl}`,
    body: {},
    answers: decodedTimer,
  },
  {
    name: "start a project's first timer",
    call: (api) =>
      api.startTimer({ kind: "project", projectId: 37396 }, { entryDate: "2026-01-05", description: "x" }, byUser),
    reply: ok(timerExample),
    sends: `PUT ${BASE}/projects/37396/timer/start`,
    body: { entry_date: "2026-01-05", description: "x" },
    answers: decodedTimer,
  },
  {
    name: "pause",
    call: (api) => api.pauseTimer(timer, byUser),
    reply: ok(timerExample),
    sends: `PUT ${timer.pauseUrl}`,
    answers: decodedTimer,
  },
  {
    name: "subtract time",
    call: (api) => api.addOrSubtractTime(timer, -90, byUser),
    reply: ok(timerExample),
    sends: `PUT ${timer.addOrSubtractTimeUrl}`,
    body: { seconds: -90 },
    answers: decodedTimer,
  },
  {
    name: "log",
    call: (api) => api.logTimer(timer, { entryDate: "2026-01-05", minutes: 15, description: "x" }, byUser),
    reply: nothing,
    sends: `PUT ${timer.logUrl}`,
    body: { entry_date: "2026-01-05", minutes: 15, description: "x" },
    answers: null,
  },
  {
    name: "discard",
    call: (api) => api.discardTimer(timer, byUser),
    reply: nothing,
    sends: `DELETE ${timer.url}`,
    answers: null,
  },
  {
    name: "discard what is gone",
    call: (api) => api.discardTimer(timer, byUser),
    reply: gone,
    sends: `DELETE ${timer.url}`,
    answers: null,
  },
  {
    name: "projects",
    call: (api) => api.listProjects({}, byUser),
    reply: ok([projectExample]),
    sends: `GET ${list("projects")}`,
    answers: [decodedProject],
  },
  {
    name: "projects, filtered",
    call: (api) =>
      api.listProjects(
        { name: "Gear", projectGroupIds: [3, 4], billingIncrement: 10, enabled: true, billable: false },
        byUser,
      ),
    reply: ok([]),
    sends: `GET ${list("projects?name=Gear&project_group_ids=3%2C4&billing_increment=10&enabled=true&billable=false")}`,
    answers: [],
  },
  {
    name: "a project",
    call: (api) => api.getProject(timer.project.url, byUser),
    reply: ok(projectExample),
    sends: `GET ${timer.project.url}`,
    answers: decodedProject,
  },
  {
    name: "entries",
    call: (api) =>
      api.listMyEntries(
        { from: "2012-01-09", to: "2012-01-10", description: "noko", projectIds: [37396], billable: true },
        byUser,
      ),
    reply: ok([entryExample]),
    sends: `GET ${list("current_user/entries?from=2012-01-09&to=2012-01-10&description=noko&project_ids=37396&billable=true")}`,
    answers: [decodedEntry],
  },
  {
    name: "entries that were changed",
    call: (api) => api.listMyEntries({ updatedFrom: "2012-01-09T08:33:29Z" }, byUser),
    reply: ok([]),
    sends: `GET ${list("current_user/entries?updated_from=2012-01-09T08%3A33%3A29Z")}`,
    answers: [],
  },
  {
    name: "an entry, locked",
    call: (api) => api.getEntry(entryUrl, byUser),
    reply: ok({ ...entryExample, approved_at: "2012-01-10T08:33:29Z", invoice: { id: 1 }, tags: "?", created_at: "?" }),
    sends: `GET ${entryUrl}`,
    answers: { ...decodedEntry, approved: true, invoiced: true, tags: [], createdAt: null },
  },
  {
    name: "no entry",
    call: (api) => api.getEntry(entryUrl, byUser),
    reply: gone,
    sends: `GET ${entryUrl}`,
    answers: null,
  },
  {
    name: "create an entry",
    call: (api) => api.createEntry({ date: "2012-01-09", minutes: 60, description: "noko", projectId: 37396 }, byUser),
    reply: { status: 201, json: entryExample },
    sends: `POST ${BASE}/entries`,
    body: { date: "2012-01-09", minutes: 60, description: "noko", project_id: 37396 },
    answers: decodedEntry,
  },
  {
    name: "create an entry without a project",
    call: (api) => api.createEntry({ date: "2012-01-09", minutes: 0, description: "", projectId: null }, byUser),
    reply: { status: 201, json: entryExample },
    sends: `POST ${BASE}/entries`,
    body: { date: "2012-01-09", minutes: 0, description: "" },
    answers: decodedEntry,
  },
  {
    name: "update an entry, whole",
    call: (api) =>
      api.updateEntry(
        entryUrl,
        { date: "2012-01-09", minutes: 60, description: "noko", projectId: null, sourceUrl: null },
        byUser,
      ),
    reply: ok(entryExample),
    sends: `PUT ${entryUrl}`,
    body: { date: "2012-01-09", minutes: 60, description: "noko", project_id: null, source_url: null },
    answers: decodedEntry,
  },
  {
    name: "delete an entry",
    call: (api) => api.deleteEntry(entryUrl, byUser),
    reply: nothing,
    sends: `DELETE ${entryUrl}`,
    answers: null,
  },
  {
    name: "delete an entry that is gone",
    call: (api) => api.deleteEntry(entryUrl, byUser),
    reply: gone,
    sends: `DELETE ${entryUrl}`,
    answers: null,
  },
  ...subscriptionRows(receivers),
  ...subscriptionRows(webhooks),
  {
    name: "ping a webhook",
    call: (api) => api.webhooks.ping(receiver, byUser),
    reply: { status: 202 },
    sends: `PUT ${receiver.url}/ping`,
    answers: null,
  },
];

function subscriptionRows(kind: SubscriptionCase): readonly Row[] {
  const { suffix, path, key, example, decoded, of } = kind;
  const words = example[key] ?? [];
  const where = { name: "R", payloadUri: "https://relay.example/b" };
  return [
    {
      name: `list${suffix}`,
      call: (api) => of(api).list({ name: "Tally", subjects: words, state: "enabled" }, byUser),
      reply: ok([example]),
      sends: `GET ${list(`${path}?name=Tally&${key}=${encodeURIComponent(words.join(","))}&state=enabled`)}`,
      answers: [decoded],
    },
    {
      name: `get${suffix}`,
      call: (api) => of(api).get(receiver.url, byUser),
      reply: ok(example),
      sends: `GET ${receiver.url}`,
      answers: decoded,
    },
    {
      name: `get what is gone${suffix}`,
      call: (api) => of(api).get(receiver.url, byUser),
      reply: gone,
      sends: `GET ${receiver.url}`,
      answers: null,
    },
    {
      name: `create${suffix}`,
      call: (api) => of(api).create({ ...where, subjects: words }, byUser),
      reply: { status: 201, json: { ...example, secret: "s3cret" } },
      sends: `POST ${BASE}/${path}/`,
      body: { name: "R", payload_uri: "https://relay.example/b", [key]: words },
      answers: { ...decoded, secret: "s3cret" },
    },
    {
      name: `move${suffix}`,
      call: (api) => of(api).update(receiver, { payloadUri: "https://relay.example/b" }, byUser),
      reply: ok(example),
      sends: `PUT ${receiver.url}`,
      body: { payload_uri: "https://relay.example/b" },
      answers: decoded,
    },
    {
      name: `delete${suffix}`,
      call: (api) => of(api).delete(receiver, byUser),
      reply: nothing,
      sends: `DELETE ${receiver.url}`,
      answers: null,
    },
    {
      name: `delete what is gone${suffix}`,
      call: (api) => of(api).delete(receiver, byUser),
      reply: gone,
      sends: `DELETE ${receiver.url}`,
      answers: null,
    },
    ...verbRows(kind, receiver, "", {
      add: receiver.addSubjectsUrl,
      remove: receiver.removeSubjectsUrl,
      reroll: receiver.rerollSecretUrl,
      enable: receiver.enableUrl,
      disable: receiver.disableUrl,
    }),
    ...verbRows(kind, bareReceiver, ", its URL blank", {
      add: `${receiver.url}/add_${key}`,
      remove: `${receiver.url}/remove_${key}`,
      reroll: `${receiver.url}/reroll_secret`,
      enable: `${receiver.url}/enable`,
      disable: `${receiver.url}/disable`,
    }),
  ];
}

function verbRows(
  { suffix: kindSuffix, key, example, decoded, of }: SubscriptionCase,
  subscription: Subscription,
  urlSuffix: string,
  urls: Readonly<Record<"add" | "remove" | "reroll" | "enable" | "disable", string | null>>,
): readonly Row[] {
  const suffix = `${kindSuffix}${urlSuffix}`;
  const words = ["timer", "*"];
  return [
    {
      name: `add${suffix}`,
      call: (api) => of(api).addSubjects(subscription, words, byUser),
      reply: ok(example),
      sends: `PUT ${urls.add}`,
      body: { [key]: words },
      answers: decoded,
    },
    {
      name: `remove${suffix}`,
      call: (api) => of(api).removeSubjects(subscription, words, byUser),
      reply: ok(example),
      sends: `PUT ${urls.remove}`,
      body: { [key]: words },
      answers: decoded,
    },
    {
      name: `re-roll${suffix}`,
      call: (api) => of(api).rerollSecret(subscription, byUser),
      reply: ok({ secret: "new" }),
      sends: `PUT ${urls.reroll}`,
      answers: "new",
    },
    {
      name: `enable${suffix}`,
      call: (api) => of(api).enable(subscription, byUser),
      reply: nothing,
      sends: `PUT ${urls.enable}`,
      answers: null,
    },
    {
      name: `disable${suffix}`,
      call: (api) => of(api).disable(subscription, byUser),
      reply: nothing,
      sends: `PUT ${urls.disable}`,
      answers: null,
    },
  ];
}

describe("each call", () => {
  it.each(rows)("$name: $sends", async ({ call, reply, sends, body, answers }) => {
    const { api, requests, finish } = createHarness(() => reply);
    const answer = await finish(call(api));
    expect(answer.value).toEqual(answers);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([sends]);
    const sent = requests[0]?.body;
    expect(sent === undefined ? undefined : JSON.parse(sent)).toEqual(body);
  });

  it.each(rows)("$name carries who we are, and JSON only where there is a body", async ({ call, reply, body }) => {
    const { api, requests, finish } = createHarness(() => reply);
    await finish(call(api));
    expect(requests[0]?.headers).toEqual({
      "User-Agent": "Tallylight/1.2.3",
      "X-NokoToken": TOKEN,
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    });
  });

  it.each(rows)("$name turns a refused field into its code", async ({ call }) => {
    const { api, failureOf } = createHarness(() => ({ status: 400, json: validationErrorExample }));
    expect(await failureOf(call(api))).toEqual({
      kind: "invalid",
      fields: [{ resource: "Entry", field: "title", code: "missing_field" }],
    });
  });

  const readable = rows.filter(({ answers }) => answers !== null);
  it.each(readable)("$name does not take an empty answer for a success", async ({ call }) => {
    const { api, failureOf } = createHarness(() => nothing);
    expect(await failureOf(call(api))).toEqual({ kind: "unreadable-answer", at: "body" });
  });
});

describe("URLs from resources", () => {
  const foreign = "https://api.nokotime.com.evil.example/v2/x";
  const hostile: NokoTimer = {
    ...timer,
    url: foreign,
    startUrl: foreign,
    pauseUrl: foreign,
    addOrSubtractTimeUrl: foreign,
    logUrl: foreign,
  };
  const hostileReceiver: Subscription = {
    ...receiver,
    url: foreign,
    addSubjectsUrl: foreign,
    removeSubjectsUrl: foreign,
    rerollSecretUrl: foreign,
    enableUrl: foreign,
    disableUrl: foreign,
  };
  it.each<[string, (api: NokoApi) => Promise<unknown>]>([
    ["getTimer", (api) => api.getTimer(foreign, byUser)],
    ["getTimer with a query", (api) => api.getTimer(`${timer.url}?x=1`, byUser)],
    ["describeTimer", (api) => api.describeTimer({ kind: "timer", timer: hostile }, "", byUser)],
    ["startTimer", (api) => api.startTimer({ kind: "timer", timer: hostile }, {}, byUser)],
    ["pauseTimer", (api) => api.pauseTimer(hostile, byUser)],
    ["addOrSubtractTime", (api) => api.addOrSubtractTime(hostile, 1, byUser)],
    ["logTimer", (api) => api.logTimer(hostile, {}, byUser)],
    ["discardTimer", (api) => api.discardTimer(hostile, byUser)],
    ["getProject", (api) => api.getProject(foreign, byUser)],
    ["getReceiver", (api) => api.receivers.get(foreign, byUser)],
    ["updateReceiver", (api) => api.receivers.update(hostileReceiver, {}, byUser)],
    ["addReceiverSubjects", (api) => api.receivers.addSubjects(hostileReceiver, [], byUser)],
    ["removeReceiverSubjects", (api) => api.receivers.removeSubjects(hostileReceiver, [], byUser)],
    ["rerollReceiverSecret", (api) => api.receivers.rerollSecret(hostileReceiver, byUser)],
    ["enableReceiver", (api) => api.receivers.enable(hostileReceiver, byUser)],
    ["disableReceiver", (api) => api.receivers.disable(hostileReceiver, byUser)],
    ["deleteReceiver", (api) => api.receivers.delete(hostileReceiver, byUser)],
  ])("%s sends nothing to a foreign one", async (_, call) => {
    const { api, requests, failing } = createHarness(() => nothing);
    const error = await failing(call(api));
    expect(error.failure).toEqual({ kind: "foreign-url" });
    expect(error.surelyNotCarriedOut).toBe(true);
    expect(requests).toEqual([]);
  });

  it("are what isOwnUrl speaks of", () => {
    const { api } = createHarness(() => nothing);
    expect(api.isOwnUrl(timer.url)).toBe(true);
    expect(api.isOwnUrl(foreign)).toBe(false);
  });
});
