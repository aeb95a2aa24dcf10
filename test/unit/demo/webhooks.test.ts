/** Webhooks on a fake clock: what is sent, in which order, how long it is tried, and who may have them. */
import { createHmac } from "node:crypto";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { BroadcastDelivery } from "../../../app/demo/broadcaster.ts";
import { webhookExample, webhookPayloadExample, webhookPingExample } from "../../support/documentation-examples.ts";
import type { DemoServerOptions } from "../../support/noko/options.ts";
import { bench, firstProject, named, otherProject, present, read, urlIn } from "./support.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const wanted = { name: "Hook & <co>", payload_uri: "https://app.example/w", events: ["*"] };
const payload = v.looseObject({ type: v.string(), webhook: v.object({ id: v.number(), name: v.string() }) });

/** A webhook whose endpoint answers `status`, with what arrived there. */
async function hooked(events: readonly string[] = ["*"], options: DemoServerOptions = {}) {
  const endpoint = { status: 200 };
  const arrived: BroadcastDelivery[] = [];
  const made = bench({
    ...options,
    deliver: (delivery) => {
      arrived.push(delivery);
      return Promise.resolve({ status: endpoint.status });
    },
  });
  const created = await made.ask("POST", "/webhooks", { ...wanted, events });
  await made.clock.advance(250);
  const { secret, ...webhook } = read(
    v.looseObject({ id: v.number(), secret: v.string(), url: v.string() }),
    created.json,
  );
  const types = () => arrived.map(({ body }) => read(payload, JSON.parse(body)).type);
  const idsSent = () => arrived.map(({ headers }) => present(headers["X-Noko-Delivery"]));
  return { ...made, endpoint, arrived, created, webhook, secret, types, idsSent, account: made.server.account };
}

function anEntry(projectId: number | null = firstProject) {
  return { date: "2026-01-04", minutes: 7, description: "x", projectId };
}

describe("a webhook", () => {
  it("shows its secret on creation and re-roll, and never again", async () => {
    const { ask, created, webhook, secret } = await hooked();
    expect([created.status, created.header("Location")]).toEqual([201, webhook.url]);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await ask("GET", webhook.url)).toMatchObject({ status: 200, json: webhook });
    for (const target of [webhook.url, "/webhooks"]) expect((await ask("GET", target)).text).not.toContain('secret":');
    const rerolled = await ask("PUT", urlIn(webhook, "reroll_secret_url"));
    expect(Object.keys(read(v.record(v.string(), v.string()), rerolled.json))).toEqual(["secret"]);
    expect(rerolled.text).not.toContain(secret);
  });

  it("has the documented keys, in their order", async () => {
    const { webhook, ask } = await hooked();
    const { json } = await ask("GET", `/webhooks/${webhook.id}`);
    expect(Object.keys(v.parse(v.record(v.string(), v.unknown()), json))).toEqual(Object.keys(webhookExample));
  });

  it("is changed, switched off and on, and deleted", async () => {
    const { ask, webhook } = await hooked(["entry.created"]);
    const { url } = webhook;
    expect(await ask("PUT", url, { name: "Other" })).toMatchObject({
      status: 200,
      json: { name: "Other", payload_uri: wanted.payload_uri },
    });
    const more = { events: ["tag.created", "entry.created"] };
    expect(await ask("PUT", urlIn(webhook, "add_events_url"), more)).toMatchObject({
      status: 200,
      json: { events: ["entry.created", "tag.created"] },
    });
    const less = { events: ["entry.created"] };
    expect(await ask("PUT", urlIn(webhook, "remove_events_url"), less)).toMatchObject({
      json: { events: ["tag.created"] },
    });
    expect(await ask("PUT", urlIn(webhook, "disable_url"))).toMatchObject({ status: 204, text: "" });
    expect(await ask("GET", url)).toMatchObject({ json: { state: "disabled" } });
    expect(await ask("PUT", urlIn(webhook, "enable_url"))).toMatchObject({ status: 204, text: "" });
    expect(await ask("GET", url)).toMatchObject({ json: { state: "enabled" } });
    expect(await ask("DELETE", url)).toMatchObject({ status: 204, text: "" });
    for (const [method, path] of [
      ["GET", url],
      ["PUT", url],
      ["DELETE", url],
      ["PUT", `${url}/ping`],
      ["PUT", `${url}/retry/6578e997-d144-46fb-a67d-07c886d1a7a1`],
      ["PUT", `${url}/enable`],
      ["PUT", `${url}/reroll_secret`],
      ["PUT", `${url}/add_events`],
    ] as const) {
      expect([path, (await ask(method, path)).status]).toEqual([path, 404]);
    }
  });

  it.each([
    { query: "", names: ["B", "A"] },
    { query: "?name=a", names: ["A"] },
    { query: "?events=tag.created,team.deleted", names: ["B"] },
    { query: "?state=disabled", names: ["A"] },
    { query: "?state=enabled", names: ["B"] },
    { query: "?per_page=1", names: ["B"] },
  ])("lists newest first, filtered by $query", async ({ query, names }) => {
    const { ask } = bench();
    const made = await ask("POST", "/webhooks/", { ...wanted, name: "A" });
    await ask("PUT", urlIn(made.json, "disable_url"));
    await ask("POST", "/webhooks", { ...wanted, name: "B", events: ["tag.created"] });
    expect(read(named, (await ask("GET", `/webhooks${query}`)).json).map(({ name }) => name)).toEqual(names);
  });

  it.each([
    { body: {}, codes: ["name missing_field", "payload_uri missing_field", "events missing_field"] },
    { body: { ...wanted, payload_uri: "ftp://a.example" }, codes: ["payload_uri missing_field"] },
    { body: { ...wanted, events: [] }, codes: ["events missing_field"] },
    { body: { ...wanted, events: ["timer.running"] }, codes: ["events missing"] },
    { body: { ...wanted, events: ["webhook.ping"] }, codes: ["events missing"] },
  ])("is refused: $body", async ({ body, codes }) => {
    const { ask } = bench();
    const { status, json } = await ask("POST", "/webhooks", body);
    const { errors } = read(
      v.object({ errors: v.array(v.object({ resource: v.literal("Webhook"), field: v.string(), code: v.string() })) }),
      json,
    );
    expect([status, errors.map(({ field, code }) => `${field} ${code}`)]).toEqual([400, codes]);
  });

  it("is forbidden to accounts that may not have one", async () => {
    const { ask, server, webhook } = await hooked();
    server.faults.forbiddenWebhooks = true;
    for (const [method, path] of [
      ["GET", "/webhooks"],
      ["POST", "/webhooks"],
      ["GET", webhook.url],
      ["PUT", `${webhook.url}/ping`],
      ["DELETE", webhook.url],
    ] as const) {
      expect([path, (await ask(method, path)).status]).toEqual([path, 403]);
    }
    expect((await ask("GET", "/broadcast_receivers")).status).toBe(200);
    server.faults.clear();
    expect((await ask("GET", webhook.url)).status).toBe(200);
  });

  it("keeps working under opaque URLs, to which clients add ping and retry", async () => {
    const { ask, server, clock, types } = await hooked();
    server.faults.renamedPaths = true;
    const made = await ask("POST", "/webhooks", wanted);
    const url = urlIn(made.json, "url");
    expect(url).toMatch(/\/v2\/x\/[0-9a-f]{16}$/);
    expect((await ask("PUT", `${url}/ping`)).status).toBe(202);
    await clock.advance(250);
    expect(types()).toEqual(["webhook.ping", "webhook.ping", "webhook.ping"]);
  });
});

describe("a ping", () => {
  it("is sent at creation and when asked for, signed over the raw body", async () => {
    const { ask, clock, arrived, webhook, secret } = await hooked(["team.deleted"]);
    expect(await ask("PUT", `${webhook.url}/ping`)).toMatchObject({ status: 202, text: "" });
    expect(arrived).toHaveLength(1);
    await clock.advance(250);
    expect(arrived).toHaveLength(2);
    const last = present(arrived[1]);
    const body = read(
      v.looseObject({ payload_id: v.string(), created_at: v.string(), object: v.unknown() }),
      JSON.parse(last.body),
    );
    expect(Object.keys(body).toSorted()).toEqual(Object.keys(webhookPingExample).toSorted());
    expect(body).toMatchObject({ type: "webhook.ping", object: {}, webhook: { id: webhook.id, name: wanted.name } });
    expect(body.created_at).toBe("2026-01-05T09:00:00Z");
    expect(last).toMatchObject({
      url: wanted.payload_uri,
      headers: {
        "Content-Type": "application/json",
        "X-Noko-EventCategory": "webhook",
        "X-Noko-Delivery": body.payload_id,
        "X-Noko-Signature": createHmac("sha256", secret).update(last.body).digest("hex"),
        "User-Agent": "Noko-Webhooks",
      },
    });
    expect(body.payload_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(body.payload_id).not.toBe(present(arrived[0]).headers["X-Noko-Delivery"]);
    expect(last.body).toContain("Hook \\u0026 \\u003cco\\u003e");
  });

  it("is accepted by a disabled webhook, and not sent", async () => {
    const { ask, clock, arrived, webhook } = await hooked();
    await ask("PUT", urlIn(webhook, "disable_url"));
    expect((await ask("PUT", `${webhook.url}/ping`)).status).toBe(202);
    await clock.advance(day);
    await ask("PUT", urlIn(webhook, "enable_url"));
    await clock.advance(day);
    expect(arrived).toHaveLength(1);
  });

  it("stays behind a stuck queue, and comes once that is through", async () => {
    const { ask, clock, endpoint, types, webhook, account } = await hooked();
    endpoint.status = 500;
    account.addEntry(anEntry());
    await clock.advance(250);
    await ask("PUT", `${webhook.url}/ping`);
    await clock.advance(10 * minute);
    expect(types()).toEqual(["webhook.ping", ...Array<string>(4).fill("entry.created")]);
    endpoint.status = 204;
    await clock.advance(10 * minute);
    expect(types().slice(5)).toEqual(["entry.created", "webhook.ping"]);
  });
});

describe("events", () => {
  it("report what a timer's logging makes: first the tags, then the entry", async () => {
    const { ask, clock, types, arrived } = await hooked();
    await ask("PUT", `/projects/${firstProject}/timer/start`, { description: "work #deep" });
    await ask("PUT", `/projects/${firstProject}/timer/log`, { minutes: 5, description: "work #deep #new" });
    await clock.advance(1000);
    expect(types()).toEqual(["webhook.ping", "tag.created", "tag.created", "entry.created"]);
    const { json } = await ask("GET", "/entries");
    const last = present(arrived.at(-1));
    expect(last.headers).toMatchObject({ "X-Noko-EventCategory": "entry" });
    expect([JSON.parse(last.body)]).toMatchObject([{ object: read(v.array(v.unknown()), json)[0], changes: {} }]);
    expect(Object.keys(read(payload, JSON.parse(last.body))).toSorted()).toEqual(
      Object.keys(webhookPayloadExample).toSorted(),
    );
  });

  it("say what changed, old and new", async () => {
    const { ask, clock, arrived, account } = await hooked();
    const { id } = account.addEntry(anEntry());
    await ask("PUT", `/entries/${id}`, { minutes: 60, description: "y", project_id: otherProject });
    await clock.advance(1000);
    expect(JSON.parse(present(arrived.at(-1)).body)).toMatchObject({
      type: "entry.updated",
      changes: {
        minutes: [7, 60],
        description: ["x", "y"],
        project: [{ id: firstProject }, { id: otherProject }],
      },
      object: { id, minutes: 60 },
    });
    expect(
      Object.keys(
        read(v.looseObject({ changes: v.looseObject({}) }), JSON.parse(present(arrived.at(-1)).body)).changes,
      ),
    ).not.toContain("updated_at");
  });

  it("are named after what happened to entries and projects", async () => {
    const { ask, clock, types, account } = await hooked();
    const { id } = account.addEntry(anEntry(null));
    for (const verb of ["approved", "approved", "unapproved"]) await ask("PUT", `/entries/${id}/${verb}`);
    await ask("DELETE", `/entries/${id}`);
    await ask("PUT", `/entries/${account.addEntry(anEntry(null)).id}/marked_as_invoiced`);
    await ask("POST", "/entries", { date: "2026-01-04", minutes: 1, project_name: "New" });
    const project = account.project(firstProject);
    account.putProject({ ...project, name: "Renamed" });
    account.putProject({ ...project, enabled: false });
    account.putProject({ ...project, enabled: true });
    await clock.advance(1000);
    expect(types().slice(1)).toEqual([
      "entry.created",
      "entry.updated.approved",
      "entry.updated.unapproved",
      "entry.deleted",
      "entry.created",
      "entry.updated.invoiced",
      "project.created",
      "entry.created",
      "project.updated",
      "project.updated.archived",
      "project.updated.unarchived",
    ]);
  });

  it("reach the webhooks alone that asked for them, timers none", async () => {
    const { server, clock, types, account } = await hooked(["tag.created"]);
    account.startTimer(firstProject);
    account.pauseTimer(firstProject);
    account.addEntry(anEntry());
    account.tags.ensure("later");
    await clock.advance(minute);
    expect(types().slice(1)).toEqual(["tag.created"]);
    expect(server.broadcasts).toEqual([]);
  });

  it("are not kept for a disabled webhook", async () => {
    const { ask, clock, arrived, account, webhook } = await hooked();
    await ask("PUT", urlIn(webhook, "disable_url"));
    account.addEntry(anEntry());
    await ask("PUT", urlIn(webhook, "enable_url"));
    await clock.advance(day);
    expect(arrived).toHaveLength(1);
  });
});

describe("the queue", () => {
  it("sends one after another, the next only once one was answered", async () => {
    const answers: ((status: number) => void)[] = [];
    const { server, clock, ask } = bench({
      deliver: () => new Promise((resolve) => answers.push((status) => resolve({ status }))),
    });
    await ask("POST", "/webhooks", wanted);
    server.account.addEntry(anEntry());
    await clock.advance(minute);
    expect(answers).toHaveLength(1);
    present(answers[0])(202);
    await clock.advance(0);
    expect(answers).toHaveLength(2);
  });

  it("keeps the order of what happened across failures", async () => {
    const { clock, endpoint, account, server, webhook, types, arrived } = await hooked(["entry.created"]);
    endpoint.status = 503;
    for (let minutes = 1; minutes <= 5; minutes += 1) account.addEntry({ ...anEntry(null), minutes });
    await clock.advance(5 * minute);
    expect(server.webhooks.waiting(webhook.id)).toHaveLength(5);
    endpoint.status = 200;
    const before = types().length;
    await clock.advance(60 * minute);
    const sent = arrived
      .slice(before)
      .map(
        ({ body }) => read(v.object({ object: v.object({ minutes: v.number() }) }), JSON.parse(body)).object.minutes,
      );
    expect(sent).toEqual([1, 2, 3, 4, 5]);
    expect(server.webhooks.waiting(webhook.id)).toEqual([]);
  });

  it.each([300, 301, 404, 500, null])("counts %s as a failure", async (status) => {
    const { clock, endpoint, server, account, webhook } = await hooked();
    if (status === null) server.faults.nothingDelivered = true;
    else endpoint.status = status;
    account.addEntry(anEntry());
    await clock.advance(250);
    expect(server.webhooks.waiting(webhook.id)).toHaveLength(1);
    expect(server.payloads.at(-1)?.status).toBe(status);
  });

  it("backs off: 1, 2, 4, … minutes, for the last time three days after the first failure, and then it stops", async () => {
    const { ask, clock, endpoint, account, arrived, webhook, idsSent, server } = await hooked();
    endpoint.status = 500;
    const began = clock.monotonicNow();
    account.addEntry(anEntry());
    const at: number[] = [];
    let count = arrived.length;
    server.onPayload(() => {
      count += 1;
      at.push((clock.monotonicNow() - began - 250) / minute);
    });
    await clock.advance(3 * day);
    expect(await ask("GET", webhook.url)).toMatchObject({ json: { state: "enabled" } });
    await clock.advance(minute);
    expect(at).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023, 2047, 4095, 4320]);
    expect(new Set(idsSent().slice(1)).size).toBe(1);
    expect(await ask("GET", webhook.url)).toMatchObject({ json: { state: "disabled" } });
    expect(clock.pendingCount).toBe(0);
    account.addEntry(anEntry());
    await clock.advance(10 * day);
    expect(arrived).toHaveLength(count);
  });

  it("goes on where it stopped once it is enabled again", async () => {
    const { ask, clock, endpoint, account, types, webhook, idsSent } = await hooked();
    endpoint.status = 500;
    account.addEntry(anEntry());
    await clock.advance(4 * day);
    endpoint.status = 200;
    await ask("PUT", urlIn(webhook, "enable_url"));
    account.tags.ensure("later");
    await clock.advance(1000);
    expect(types().slice(-2)).toEqual(["entry.created", "tag.created"]);
    expect(idsSent().at(-2)).toBe(idsSent().at(-3));
  });

  it("uses the present address and secret, and the body of its time", async () => {
    const { ask, clock, endpoint, account, arrived, webhook } = await hooked();
    endpoint.status = 500;
    account.addEntry(anEntry());
    await clock.advance(250);
    await ask("PUT", webhook.url, { name: "New", payload_uri: "https://other.example/w" });
    const rerolled = await ask("PUT", urlIn(webhook, "reroll_secret_url"));
    const { secret } = read(v.object({ secret: v.string() }), rerolled.json);
    await clock.advance(minute);
    const [first, second] = arrived.slice(-2);
    expect(present(second)).toMatchObject({
      url: "https://other.example/w",
      body: present(first).body,
      headers: { "X-Noko-Signature": createHmac("sha256", secret).update(present(first).body).digest("hex") },
    });
    expect(present(first).body).toContain("Hook \\u0026");
  });

  it("is tried at once by retry, and sends again what was delivered", async () => {
    const { ask, clock, endpoint, account, types, webhook, idsSent } = await hooked();
    endpoint.status = 500;
    account.addEntry(anEntry());
    await clock.advance(20 * minute);
    endpoint.status = 200;
    const stuck = present(idsSent().at(-1));
    expect(await ask("PUT", `${webhook.url}/retry/${stuck}`)).toMatchObject({ status: 202, text: "" });
    await clock.advance(250);
    expect(idsSent().filter((id) => id === stuck).length).toBe(6);
    const [ping] = idsSent();
    expect((await ask("PUT", `${webhook.url}/retry/${present(ping)}`)).status).toBe(202);
    await clock.advance(250);
    expect([types().at(-1), idsSent().at(-1)]).toEqual(["webhook.ping", ping]);
    expect((await ask("PUT", `${webhook.url}/retry/6578e997-d144-46fb-a67d-07c886d1a7a1`)).status).toBe(404);
    expect((await ask("PUT", `${webhook.url}/retry/nothing`)).status).toBe(404);
  });

  it("of one webhook does not hold up another", async () => {
    const good: string[] = [];
    const { ask, clock, server } = bench({
      deliver: ({ url }) => {
        if (url.endsWith("/good")) good.push(url);
        return Promise.resolve({ status: url.endsWith("/good") ? 200 : 500 });
      },
    });
    for (const path of ["bad", "good"]) {
      await ask("POST", "/webhooks", { ...wanted, payload_uri: `https://a.example/${path}` });
    }
    server.account.addEntry(anEntry());
    await clock.advance(minute);
    expect(good).toHaveLength(2);
  });

  it("ends with its webhook, and with the server", async () => {
    const { ask, clock, endpoint, account, arrived, webhook, server } = await hooked();
    endpoint.status = 500;
    account.addEntry(anEntry());
    await clock.advance(250);
    await ask("DELETE", webhook.url);
    expect(clock.pendingCount).toBe(0);
    await ask("POST", "/webhooks", wanted);
    server.stop();
    await clock.advance(day);
    expect([arrived.length, clock.pendingCount]).toEqual([2, 0]);
  });
});
