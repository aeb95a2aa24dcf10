/** A web page in the user's browser can reach 127.0.0.1: the demo server must not do what it asks. */
import { request as requestHttp } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { startDemoServer, type DemoServer } from "../support/noko/server.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const receiver = JSON.stringify({ name: "x", payload_uri: "http://192.0.2.1/", subjects: ["timer"] });
const page = { "User-Agent": "Mozilla/5.0", Referer: "https://evil.example/" };
const fetchSite = (site: string, mode: string, dest: string) => ({
  "Sec-Fetch-Site": site,
  "Sec-Fetch-Mode": mode,
  "Sec-Fetch-Dest": dest,
});

interface Shape {
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

/** As browsers send them, with the token in the query where a page cannot set a header. */
const shapes: readonly Shape[] = [
  {
    name: "a form, text/plain",
    method: "POST",
    headers: {
      ...page,
      ...fetchSite("cross-site", "navigate", "document"),
      "Sec-Fetch-User": "?1",
      Origin: "https://evil.example",
      "Content-Type": "text/plain",
    },
    status: 403,
  },
  {
    name: "a form of a sandboxed frame",
    method: "POST",
    headers: { ...page, Origin: "null", "Content-Type": "text/plain" },
    status: 403,
  },
  {
    name: "fetch with no-cors",
    method: "POST",
    headers: {
      ...page,
      ...fetchSite("cross-site", "no-cors", "empty"),
      Origin: "https://evil.example",
      "Content-Type": "text/plain;charset=UTF-8",
    },
    status: 403,
  },
  {
    name: "fetch of a page on another port of this computer",
    method: "POST",
    headers: { ...page, ...fetchSite("same-site", "cors", "empty"), Origin: "http://127.0.0.1:3000" },
    status: 403,
  },
  {
    name: "fetch without a declared type, by a browser that sends neither Origin nor Sec-Fetch",
    method: "POST",
    headers: page,
    status: 415,
  },
  {
    name: "a form of such a browser",
    method: "POST",
    headers: { ...page, "Content-Type": "application/x-www-form-urlencoded" },
    status: 415,
  },
  {
    name: "an image",
    method: "GET",
    headers: { ...page, ...fetchSite("cross-site", "no-cors", "image") },
    status: 403,
  },
  {
    name: "a name of its own that points at 127.0.0.1",
    method: "GET",
    headers: { ...page, ...fetchSite("same-origin", "cors", "empty"), Host: "evil.example" },
    status: 403,
  },
];

/** What is not a page of a site. */
const programs: readonly Shape[] = [
  {
    name: "curl",
    method: "POST",
    headers: { "User-Agent": "curl/8", "Content-Type": "application/json" },
    status: 201,
  },
  {
    name: "Node's fetch",
    method: "POST",
    headers: { "User-Agent": "node", "Sec-Fetch-Mode": "cors", "Content-Type": "application/json; charset=utf-8" },
    status: 201,
  },
  {
    name: "the address bar",
    method: "GET",
    headers: { "User-Agent": "Mozilla/5.0", ...fetchSite("none", "navigate", "document"), "Sec-Fetch-User": "?1" },
    status: 200,
  },
];

async function sent(server: DemoServer, { method, headers }: Shape): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = requestHttp(`${server.url}/broadcast_receivers?noko_token=demo`, { method, headers, agent: false });
    request.on("error", reject);
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.end(method === "POST" ? receiver : "");
  });
}

describe("the demo server", () => {
  it.each([...shapes, ...programs])("answers $status to $name", async (shape) => {
    const server = await startDemoServer({ token: "demo", rateLimit: false });
    closing.push(() => server.stop());
    expect(await sent(server, shape)).toBe(shape.status);
    expect(server.account.receivers.all()).toHaveLength(shape.status === 201 ? 1 : 0);
    expect(server.requests).toHaveLength(shape.status >= 400 ? 0 : 1);
  });
});
