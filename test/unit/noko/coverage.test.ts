/** docs/api-coverage.md against the code: every documented call has its function, its route and its test. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { routeName } from "../../../app/demo/router.ts";
import { allRoutes } from "../../../app/demo/routes/all.ts";
import { systemClock, systemRandom } from "../../../app/platform/system.ts";
import { createRateGate } from "../../../app/noko/rate-gate.ts";
import { createNokoApi } from "../../../app/noko/client.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

/** The calls of the public API documentation that concern timers, projects, the user, entries, receivers and webhooks. */
const documentedCalls = [
  "GET /v2/timers",
  "GET /v2/projects/:id/timer",
  "PUT /v2/projects/:id/timer",
  "PUT /v2/projects/:id/timer/start",
  "PUT /v2/projects/:id/timer/pause",
  "PUT /v2/projects/:id/timer/add_or_subtract_time",
  "PUT /v2/projects/:id/timer/log",
  "DELETE /v2/projects/:id/timer",
  "GET /v2/projects",
  "GET /v2/projects/:id",
  "GET /v2/account",
  "GET /v2/current_user",
  "GET /v2/current_user/entries",
  "GET /v2/entries",
  "GET /v2/entries/:id",
  "POST /v2/entries",
  "PUT /v2/entries/:id",
  "DELETE /v2/entries/:id",
  "GET /v2/broadcast_receivers",
  "GET /v2/broadcast_receivers/:id",
  "POST /v2/broadcast_receivers/",
  "PUT /v2/broadcast_receivers/:id",
  "PUT /v2/broadcast_receivers/:id/add_subjects",
  "PUT /v2/broadcast_receivers/:id/remove_subjects",
  "PUT /v2/broadcast_receivers/:id/reroll_secret",
  "PUT /v2/broadcast_receivers/:id/enable",
  "PUT /v2/broadcast_receivers/:id/disable",
  "DELETE /v2/broadcast_receivers/:id",
  "GET /v2/webhooks",
  "GET /v2/webhooks/:id",
  "POST /v2/webhooks/",
  "PUT /v2/webhooks/:id",
  "PUT /v2/webhooks/:id/add_events",
  "PUT /v2/webhooks/:id/remove_events",
  "PUT /v2/webhooks/:id/reroll_secret",
  "PUT /v2/webhooks/:id/enable",
  "PUT /v2/webhooks/:id/disable",
  "PUT /v2/webhooks/:id/ping",
  "PUT /v2/webhooks/:id/retry/:payload_id",
  "DELETE /v2/webhooks/:id",
];

/** The product has no use for these; the demo server has them for other clients. */
const callsWithoutClient = new Set([
  "GET /v2/entries",
  "GET /v2/entries/:id",
  "POST /v2/entries",
  "PUT /v2/webhooks/:id/retry/:payload_id",
]);
/** Not calls. */
const otherFunctions = ["clockOffset", "isOwnUrl"];
const page = readFileSync("docs/api-coverage.md", "utf8");
const calls = rowsUnder("## Calls");
const rules = rowsUnder("## Rules");

function rowsUnder(heading: string): readonly (readonly [string, string, string, string])[] {
  const section = page.slice(page.indexOf(`${heading}\n`) + heading.length).split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| ---"))
    .slice(1)
    .map((line) => {
      const [first = "", second = "", third = "", fourth = ""] = line
        .split("|")
        .slice(1)
        .map((cell) => cell.trim());
      return [first, second, third, fourth];
    });
}

function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}

function expectTest(cell: string): void {
  const match = /^`([^`]+)`: "(.+)"$/.exec(cell);
  expect(match, `"${cell}" names no test`).not.toBeNull();
  const [, file = "", name = ""] = match ?? [];
  expect(existsSync(file), `${file} exists`).toBe(true);
  const text = readFileSync(file, "utf8");
  // In the table of calls a test's name is a row's `name`; elsewhere it is part of a title.
  const named = file.endsWith("calls.test.ts")
    ? [`name: "${name}"`, `name: \`${name}$`, `it.each(rows)("$name ${name}`, `it("${name}`]
    : [name];
  expect(
    named.some((form) => text.includes(form)),
    `${file} has a test named "${name}"`,
  ).toBe(true);
}

const api = createNokoApi({
  baseUrl: "https://api.example.test/v2",
  token: "t",
  fetch: () => Promise.reject(new Error("unused")),
  clock: systemClock,
  gate: createRateGate({ clock: systemClock, random: systemRandom }),
  logger: createMemoryLogger(),
  version: "0.0.0",
});
const functions = new Set(
  Object.entries(api).flatMap(([name, member]: [string, unknown]) =>
    typeof member === "object" && member !== null ? Object.keys(member).map((verb) => `${name}.${verb}`) : [name],
  ),
);
const routes = new Set(allRoutes({ showsPending: () => false }).map(routeName));

describe("the table of calls", () => {
  test("has a row for every documented call, and no other", () => {
    expect(calls.flatMap(([call]) => codeIn(call))).toEqual(documentedCalls);
  });

  test.each(calls)("%s", (call, client, route, proof) => {
    const names = codeIn(client);
    if (!callsWithoutClient.has(codeIn(call)[0] ?? "")) expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(functions, `the client has ${name}`).toContain(name);
    expect(codeIn(route).length).toBe(1);
    for (const name of codeIn(route)) expect(routes, `the server has ${name}`).toContain(name);
    expectTest(proof);
  });

  test("leaves out no function of the client", () => {
    const named = new Set(calls.flatMap(([, client]) => codeIn(client)));
    expect([...functions].filter((name) => !named.has(name)).toSorted()).toEqual(otherFunctions);
  });
});

describe("the table of rules", () => {
  test.each(rules)("%s", (_rule, client, server, proof) => {
    for (const file of [...codeIn(client), ...codeIn(server)]) expect(existsSync(file), `${file} exists`).toBe(true);
    expectTest(proof);
  });
});
