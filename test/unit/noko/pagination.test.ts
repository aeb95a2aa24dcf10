import { startedAt } from "../../support/fake-clock.ts";
import * as v from "valibot";
import { describe, expect, it, test } from "vitest";
import type { ListAnswer, NokoApi } from "../../../app/noko/api.ts";
import { createUrlGate } from "../../../app/noko/own-url.ts";
import { readList } from "../../../app/noko/pagination.ts";
import type { ApiRequester } from "../../../app/noko/request.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { timerExample } from "../../support/documentation-examples.ts";
import { BASE, byUser, createHarness, inBackground, type Reply } from "../../support/noko-harness.ts";

const project = (id: number, more: object = {}) => ({
  id,
  name: `Project ${id}`,
  url: `${BASE}/projects/${id}`,
  ...more,
});
const page = (json: unknown, next: string | null, latency = 0): Reply => ({
  status: 200,
  json,
  latency,
  headers: next === null ? {} : { Link: `<${BASE}/projects?page=1>; rel="first", <${next}>; rel="next"` },
});

describe("a list of several pages", () => {
  it("is followed by its links alone, reported page by page, each item with its own time", async () => {
    const { api, requests, finish } = createHarness(
      (_, index) =>
        [
          page([project(1), project(2)], `${BASE}/opaque/7f?cursor=x%2Fy`, 100),
          page([project(3)], "/v2/other?p=3", 100),
          page([], null),
        ][index] ?? { status: 500 },
    );
    const sizes: number[] = [];
    const answer = await finish(api.listProjects({}, inBackground, (soFar) => sizes.push(soFar.length)));
    expect(answer.value.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(requests.map(({ url }) => url)).toEqual([
      `${BASE}/projects?per_page=100`,
      `${BASE}/opaque/7f?cursor=x%2Fy`,
      `${BASE}/other?p=3`,
    ]);
    expect(sizes).toEqual([2, 3, 3]);
    expect(answer.sequence).toBe(1);
    expect([0, 1, 2, 3].map((index) => answer.pageOf(index).receivedAt - startedAt)).toEqual([100, 100, 725, 100]);
  });

  it("counts an item that shifted to the next page once, as it was last", async () => {
    const { api, finish } = createHarness((_, index) =>
      index === 0
        ? page([project(1), project(2)], `${BASE}/projects?page=2`)
        : page([project(2, { name: "newer" }), project(3)], null, 50),
    );
    const answer = await finish(api.listProjects({}, byUser));
    expect(answer.value.map(({ name }) => name)).toEqual(["Project 1", "newer", "Project 3"]);
    expect(answer.pageOf(1).receivedAt - startedAt).toBe(50);
  });

  it("is not mixed with other lists: its later pages go first", async () => {
    const { api, requests, finish } = createHarness(({ url }) =>
      url.includes("timers")
        ? page([], null)
        : page([project(1)], url.includes("page=2") ? null : `${BASE}/projects?page=2`),
    );
    await finish(Promise.all([api.listProjects({}, inBackground), api.listTimers({}, inBackground)]));
    expect(requests.map(({ url }) => url.includes("timers"))).toEqual([false, false, true]);
  });

  it("lets others go before its later pages where those have a priority of their own", async () => {
    const { api, requests, finish } = createHarness(({ url }) =>
      url.includes("timers")
        ? page([], null)
        : page([project(1)], url.includes("page=2") ? null : `${BASE}/projects?page=2`),
    );
    const projects = api.listProjects({}, { priority: "user-action", laterPages: "background" });
    await finish(Promise.all([projects, api.listTimers({}, inBackground), api.listTimers({}, inBackground)]));
    expect(requests.map(({ url }) => url.includes("timers"))).toEqual([false, true, true, false]);
  });

  it.each([
    "https://evil.example/v2/projects?page=2",
    "//evil.example/v2/projects?page=2",
    "https://api.nokotime.com:8443/v2/projects?page=2",
    "http://api.nokotime.com/v2/projects?page=2",
    "https://user@api.nokotime.com/v2/projects?page=2",
    "https://api.nokotime.com/admin?page=2",
    "/v2/../admin",
  ])("does not lead to %s", async (next) => {
    const { api, requests, failureOf } = createHarness(() => page([project(1)], next));
    expect(await failureOf(api.listProjects({}, byUser))).toEqual({ kind: "foreign-url" });
    expect(requests).toHaveLength(1);
  });

  it("is refused where it goes in circles", async () => {
    const { api, requests, failureOf } = createHarness(({ url }) =>
      page([], url.endsWith("2") ? `${BASE}/projects?page=1` : `${BASE}/projects?page=2`),
    );
    expect(await failureOf(api.listProjects({}, byUser))).toEqual({ kind: "unreadable-answer", at: "link" });
    expect(requests.map(({ url }) => url.split("?")[1])).toEqual(["per_page=100", "page=2", "page=1"]);
  });

  it("fails as a whole where a page fails, for half a list would be a lie", async () => {
    const { api, failureOf } = createHarness((_, index) =>
      index === 0 ? page([project(1)], `${BASE}/projects?page=2`) : { status: 403 },
    );
    expect(await failureOf(api.listProjects({}, byUser))).toEqual({ kind: "forbidden" });
  });

  it.each([{}, null, "[]", 5])("is refused where it is no list but %j", async (json) => {
    const { api, failureOf } = createHarness(() => page(json, null));
    expect(await failureOf(api.listProjects({}, byUser))).toEqual({ kind: "unreadable-answer", at: "body" });
  });
});

describe("an unreadable item", () => {
  const odd = { id: 2, name: null, url: `${BASE}/x` };

  it.each<[string, (api: NokoApi) => Promise<ListAnswer<{ readonly id: number }>>]>([
    ["projects", (api) => api.listProjects({}, byUser)],
    ["receivers", (api) => api.receivers.list({}, byUser)],
  ])("is left out of the list of %s, and its index is logged", async (_, call) => {
    const { api, lines, finish } = createHarness((_, index) =>
      index === 0 ? page([project(1)], `${BASE}/projects?page=2`) : page([odd, project(3)], null),
    );
    const answer = await finish(call(api));
    expect(answer.value.map(({ id }) => id)).toEqual([1, 3]);
    const warnings = lines.filter(({ level }) => level === "warn");
    expect(warnings.map(({ fields }) => fields?.["at"])).toEqual(["1.name"]);
  });

  it.each<[string, unknown, string | null]>([
    ["without a project", { ...timerExample, project: null }, null],
    ["with an id as text", { ...timerExample, id: "123" }, timerExample.project.name],
    ["with an id beyond 2^53", { ...timerExample, id: 2 ** 60 }, timerExample.project.name],
    ["with a project that lacks its URL", { ...timerExample, project: { id: 1, name: "Odd" } }, "Odd"],
    ["that is no object", 7, null],
  ])("a timer %s is left out and named, and hides no other on its page or the next", async (_, unreadable, name) => {
    const { api, finish } = createHarness((_, index) =>
      index === 0
        ? page([unreadable, timerExample], `${BASE}/timers?page=2`)
        : page([{ ...timerExample, url: `${BASE}/projects/2/timer` }], null),
    );
    const answer = await finish(api.listTimers({}, byUser));
    expect(answer.value).toHaveLength(2);
    expect(answer.leftOut.map((each) => each.name)).toEqual([name]);
  });

  it("is reported to the caller, which may add up entries: a sum without it would be wrong", async () => {
    const { api, finish } = createHarness(() =>
      page([{ id: 1, date: "2026-01-05", minutes: null, url: `${BASE}/entries/1` }], null),
    );
    const answer = await finish(api.listMyEntries({}, byUser));
    expect(answer).toMatchObject({ value: [], leftOut: [{ url: `${BASE}/entries/1`, name: null }] });
  });
});

test("a list that never ends is given up after a thousand pages", async () => {
  let pages = 0;
  const requester: ApiRequester = {
    urls: createUrlGate(BASE),
    logger: createMemoryLogger(),
    clockOffset: () => null,
    send: () => {
      pages += 1;
      const answer = { sequence: pages, requestedAt: 0, receivedAt: 0 };
      return Promise.resolve({
        ...answer,
        status: 200,
        body: "[]",
        address: `${BASE}/projects`,
        header: (name) => (name === "link" ? `<${BASE}/projects?page=${pages + 1}>; rel="next"` : null),
        as: (value) => ({ value, ...answer }),
      });
    },
  };
  const endless = readList(
    requester,
    { operation: "list projects", path: "projects", query: {}, item: v.object({ url: v.string() }) },
    inBackground,
  );
  await expect(endless).rejects.toMatchObject({ failure: { kind: "unreadable-answer", at: "link" } });
  expect(pages).toBe(1_000);
});
