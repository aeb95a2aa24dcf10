/** Each documented call with its documented status; grouped as the public API documentation is. */
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { bench, firstProject, named, otherProject, read, urlIn } from "./support.ts";

const timerList = v.array(v.object({ project: v.object({ id: v.number() }) }));
const dated = v.array(v.object({ date: v.string() }));
const timerPath = `/projects/${firstProject}/timer`;

describe("who may ask", () => {
  const good = { "User-Agent": "Test/1.0.0" };

  it.each([
    { name: "header X-NokoToken", headers: { ...good, "X-NokoToken": "t" }, query: "", status: 200 },
    { name: "bearer", headers: { ...good, Authorization: "Bearer t" }, query: "", status: 200 },
    { name: "query", headers: good, query: "?noko_token=t", status: 200 },
    { name: "no token", headers: good, query: "", status: 401 },
    { name: "wrong token", headers: { ...good, "X-NokoToken": "x" }, query: "", status: 401 },
    { name: "query of OAuth", headers: good, query: "?access_token=t", status: 200 },
    { name: "basic, as the user", headers: { ...good, Authorization: `Basic ${btoa("t:x")}` }, query: "", status: 200 },
    {
      name: "basic, as the password",
      headers: { ...good, Authorization: `Basic ${btoa(":t")}` },
      query: "",
      status: 200,
    },
    { name: "wrong basic", headers: { ...good, Authorization: `Basic ${btoa("x:x")}` }, query: "", status: 401 },
    { name: "wrong query", headers: good, query: "?access_token=x", status: 401 },
    { name: "wrong bearer", headers: { ...good, Authorization: "Basic t" }, query: "", status: 401 },
    { name: "no User-Agent", headers: { "X-NokoToken": "t" }, query: "", status: 400 },
    { name: "blank User-Agent", headers: { "X-NokoToken": "t", "User-Agent": " " }, query: "", status: 400 },
  ])("$name: $status", async ({ headers, query, status }) => {
    const { ask } = bench();
    expect((await ask("GET", `/current_user${query}`, undefined, headers)).status).toBe(status);
  });

  it("never repeats a token of the query in a Link", async () => {
    const { ask } = bench({ projects: 31 });
    const { header } = await ask("GET", "/projects?access_token=t&enabled=true", undefined, good);
    expect(header("Link")).toContain("enabled=true&page=2>");
    expect(header("Link")).not.toContain("token");
  });

  it.each(["/timers", "/nothing"])("answers HEAD of %s as GET, without a body", async (path) => {
    const { ask } = bench();
    const [head, get] = [await ask("HEAD", path), await ask("GET", path)];
    expect([head.status, head.text, head.header("Content-Type")]).toEqual([get.status, "", get.header("Content-Type")]);
  });

  it("sends the time of its own clock", async () => {
    const { ask } = bench();
    expect((await ask("GET", "/current_user")).header("Date")).toBe("Mon, 05 Jan 2026 09:00:00 GMT");
  });
});

describe("errors", () => {
  it.each([
    { name: "not JSON", body: "{", json: { message: "JSON Parsing Error" } },
    { name: "an array", body: "[]", json: { message: "Body should be JSON Hash" } },
    { name: "a string", body: '"x"', json: { message: "Body should be JSON Hash" } },
    { name: "null", body: "null", json: { message: "Body should be JSON Hash" } },
    {
      name: "a wrong type",
      body: '{"description":1,"entry_date":"2026-02-30"}',
      json: {
        message: "Validation Failed",
        errors: [
          { resource: "Timer", field: "entry_date", code: "missing_field" },
          { resource: "Timer", field: "description", code: "missing_field" },
        ],
      },
    },
  ])("400 for $name", async ({ body, json }) => {
    const { ask } = bench();
    expect(await ask("PUT", `${timerPath}/start`, body)).toMatchObject({ status: 400, json });
  });

  it.each([
    ["GET", "/nothing"],
    ["GET", "/projects/1"],
    ["GET", "/projects/1/timer"],
    ["PUT", "/projects/1/timer/start"],
    ["PUT", "/projects/x/timer/start"],
    ["POST", timerPath],
    ["PATCH", timerPath],
    ["DELETE", "/timers"],
    ["GET", "/x/0123456789abcdef"],
    ["GET", "/entries/1"],
    ["GET", "/users/1"],
    ["GET", "/tags/1"],
    ["GET", "/project_groups/1"],
    ["GET", "/broadcast_receivers/77885522"],
    ["GET", timerPath],
    ["PUT", `${timerPath}/pause`],
    ["PUT", `${timerPath}/add_or_subtract_time`],
    ["PUT", `${timerPath}/log`],
    ["DELETE", timerPath],
  ])("404 for %s %s", async (method, path) => {
    const { ask } = bench();
    expect((await ask(method, path)).status).toBe(404);
  });
});

describe("timers", () => {
  it("start answers the timer and its Location", async () => {
    const { ask, server } = bench();
    const started = await ask("PUT", `${timerPath}/start`, { description: "work #go", entry_date: "2026-01-02" });
    expect(started).toMatchObject({
      status: 200,
      json: { state: "running", seconds: 0, date: "2026-01-02", description: "work #go" },
    });
    expect(started.header("Location")).toBe(`${server.baseUrl}${timerPath}`);
  });

  it("goes through every verb by the URLs of the resource", async () => {
    const { ask, clock, server } = bench();
    const { json } = await ask("PUT", `${timerPath}/start`);
    await clock.advance(65_000);
    expect(await ask("GET", urlIn(json, "url"))).toMatchObject({ json: { seconds: 65, formatted_time: "00:01:05" } });
    expect(await ask("PUT", urlIn(json, "pause_url"))).toMatchObject({ status: 200, json: { state: "paused" } });
    expect(await ask("PUT", urlIn(json, "pause_url"))).toMatchObject({ status: 200, json: { state: "paused" } });
    expect(await ask("PUT", urlIn(json, "add_or_subtract_time_url"), { minutes: 2, seconds: -5 })).toMatchObject({
      json: { seconds: 180 },
    });
    expect(await ask("PUT", urlIn(json, "url"), { description: null })).toMatchObject({
      status: 200,
      json: { description: null },
    });
    expect(await ask("PUT", urlIn(json, "start_url"))).toMatchObject({ json: { state: "running" } });
    const logged = await ask("PUT", urlIn(json, "log_url"), {
      entry_date: "2026-01-03",
      minutes: 7,
      description: "done",
    });
    expect([logged.status, logged.text]).toEqual([204, ""]);
    expect(await ask("GET", urlIn(json, "url"))).toMatchObject({ status: 404 });
    expect(await ask("GET", "/current_user/entries")).toMatchObject({
      json: [{ date: "2026-01-03", minutes: 7, description: "done" }],
    });
    expect(server.answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200, 200, 204, 404, 200]);
  });

  it("lists the running one first, then the paused; a pending one only on request", async () => {
    const { ask, server } = bench();
    server.account.startTimer(firstProject, "Alpha meeting");
    server.account.startTimer(otherProject, "beta");
    server.account.describeTimer(firstProject + 2, "pending");
    const ids = async (query: string): Promise<readonly number[]> =>
      read(timerList, (await ask("GET", `/timers${query}`)).json).map((timer) => timer.project.id);
    expect(await ids("")).toEqual([otherProject, firstProject]);
    expect(await ids("?description=MEETING")).toEqual([firstProject]);
    expect(await ids(`?projects=${otherProject},7`)).toEqual([otherProject]);
    expect(await ids("?billable=false")).toEqual([firstProject]);
    expect(await ids("?billable=true")).toEqual([otherProject]);
    server.faults.pendingTimersShown = true;
    expect(await ids("")).toEqual([otherProject, firstProject + 2, firstProject]);
  });

  it("stores blank texts as null", async () => {
    const { ask } = bench();
    expect(await ask("PUT", `${timerPath}/start`, { description: " " })).toMatchObject({ json: { description: null } });
    await ask("PUT", timerPath, { description: "x" });
    expect(await ask("PUT", timerPath, { description: "" })).toMatchObject({ json: { description: null } });
    const entry = { date: "2026-01-04", minutes: 1, description: "", source_url: "", project_name: " " };
    expect(await ask("POST", "/entries", entry)).toMatchObject({
      status: 201,
      json: { description: null, source_url: null, project: null, invoice: null, import: null, approved_by: null },
    });
  });

  it("discards with 204, and the time is gone", async () => {
    const { ask, server } = bench();
    server.account.startTimer(firstProject);
    expect((await ask("DELETE", timerPath)).status).toBe(204);
    expect((await ask("DELETE", timerPath)).status).toBe(404);
    expect(server.account.entries.all()).toEqual([]);
  });

  it("answers cannot_create_tags on logging", async () => {
    const { ask, server } = bench();
    server.faults.cannotCreateTags = true;
    server.account.startTimer(firstProject, "#new");
    expect(await ask("PUT", `${timerPath}/log`)).toMatchObject({
      status: 400,
      json: {
        message: "Validation Failed",
        errors: [{ resource: "Entry", field: "description", code: "cannot_create_tags" }],
      },
    });
  });
});

describe("projects, users and entries", () => {
  it.each([
    { query: "name=relaunch", names: ["Sprockets Inc. — Website relaunch"] },
    { query: "enabled=false", names: ["Old Mill Records"] },
    { query: "billing_increment=30", names: ["Zénith Architects"] },
    { query: "project_group_ids=3002", names: ["Internal", "Learning"] },
    { query: "billable=false&name=int", names: ["Internal"] },
  ])("filters projects by $query", async ({ query, names }) => {
    const { ask } = bench({ cast: "quiet" });
    expect(read(named, (await ask("GET", `/projects?${query}`)).json).map((project) => project.name)).toEqual(names);
  });

  it.each([
    { target: "/users", names: ["Avery", "Robin"], key: "first_name" },
    { target: "/users?name=marsh", names: ["Robin"], key: "first_name" },
    { target: "/users?email=AVERY", names: ["Avery"], key: "first_name" },
    { target: "/users?role=contractor", names: [], key: "first_name" },
    { target: "/users?state=active&per_page=1", names: ["Avery"], key: "first_name" },
    { target: "/tags?billable=false", names: ["#lunch"], key: "formatted_name" },
    { target: "/tags?name=trav", names: ["#travel"], key: "formatted_name" },
    { target: "/project_groups", names: ["Clients", "In-house"], key: "name" },
    { target: "/project_groups?project_ids=37398", names: ["In-house"], key: "name" },
    { target: "/project_groups?name=cli", names: ["Clients"], key: "name" },
    { target: "/project_groups/3002/projects", names: ["Internal", "Learning"], key: "name" },
  ])("lists $target", async ({ target, names, key }) => {
    const { ask } = bench({ cast: "quiet" });
    const { status, json } = await ask("GET", target);
    expect([status, read(v.array(v.record(v.string(), v.unknown())), json).map((item) => item[key])]).toEqual([
      200,
      names,
    ]);
  });

  it("pages through 75 projects", async () => {
    const { ask, server } = bench({ projects: 75 });
    const first = await ask("GET", "/projects");
    expect(first.header("Link")).toBe(
      `<${server.baseUrl}/projects?page=2>; rel="next", <${server.baseUrl}/projects?page=3>; rel="last"`,
    );
    expect(
      await ask("GET", "/projects?per_page=1000").then(({ json }) => read(v.array(v.unknown()), json).length),
    ).toBe(75);
  });

  it("makes an entry with 201, its Location and rounded minutes", async () => {
    const { ask } = bench();
    const made = await ask("POST", "/entries", {
      date: "2026-01-04",
      minutes: 7,
      description: "x #a",
      project_id: otherProject,
    });
    expect(made).toMatchObject({ status: 201, json: { minutes: 10, tags: [{ formatted_name: "#a" }] } });
    expect(await ask("GET", made.header("Location") ?? "")).toMatchObject({ status: 200, json: made.json });
    expect(await ask("POST", "/entries", {})).toMatchObject({
      status: 400,
      json: { errors: [{ field: "date" }, { field: "minutes" }] },
    });
    expect(await ask("POST", "/entries", { date: "2026-01-04", minutes: 7, project_id: 1 })).toMatchObject({
      status: 400,
      json: { errors: [{ resource: "Entry", field: "project_id", code: "missing" }] },
    });
  });

  it("lists the user's own entries, everybody's, and a span of days, newest date first", async () => {
    const { ask } = bench({ cast: "quiet" });
    const dates = async (target: string): Promise<readonly string[]> =>
      read(dated, (await ask("GET", target)).json).map((entry) => entry.date);
    const today = "2026-01-05";
    const yesterday = "2026-01-04";
    expect(await dates("/current_user/entries")).toEqual([today, today, today, yesterday, yesterday]);
    expect(await dates("/entries")).toEqual([today, today, today, today, yesterday, yesterday]);
    expect(await dates(`/current_user/entries?from=${yesterday}&to=${yesterday}`)).toEqual([yesterday, yesterday]);
    expect(await dates("/current_user/entries?description=LUNCH&billable=false")).toEqual([today]);
    expect(await dates("/current_user/entries?project_ids=37397,37399")).toEqual([yesterday, yesterday]);
  });

  it("answers under every URL that a resource names", async () => {
    const { ask } = bench({ cast: "quiet" });
    const urls = new Set<string>();
    for (const target of [
      "/current_user",
      "/account",
      "/users",
      "/projects",
      "/project_groups",
      "/tags",
      "/timers",
      "/entries",
    ]) {
      collectUrls((await ask("GET", target)).json, urls);
    }
    for (const url of urls) {
      const isVerb = /\/(?:timer\/\w+|approved|unapproved|marked_as_invoiced)$/.test(url);
      expect([url, (await ask("GET", url)).status]).toEqual([url, isVerb ? 404 : 200]);
    }
    expect(urls.size).toBeGreaterThan(40);
  });
});

function collectUrls(json: unknown, urls: Set<string>): void {
  if (typeof json !== "object" || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    if (key.endsWith("url") && typeof value === "string") urls.add(value);
    else collectUrls(value, urls);
  }
}
