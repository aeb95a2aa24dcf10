/** The demo server over real HTTP, asked as `curl` would. */
import { createHmac } from "node:crypto";
import { createServer, request as requestHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import * as v from "valibot";
import { afterEach, describe, expect, it } from "vitest";
import { startDemoServer } from "../support/noko/server.ts";
import type { DemoServer, StartOptions } from "../support/noko/server.ts";
import { startSharedDemoServer } from "../support/noko/shared-server.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { listenOnLoopback } from "../support/loopback.ts";

interface Heard {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const broadcast = v.object({ subject: v.object({ url: v.string() }) });

const json = { "X-NokoToken": "demo", "User-Agent": "curl/8", "Content-Type": "application/json" };
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function started(options: StartOptions = {}): Promise<DemoServer> {
  const server = await startDemoServer({ token: "demo", rateLimit: false, ...options });
  closing.push(() => server.stop());
  return server;
}

/** `node:http` adds no `User-Agent` of its own, unlike `fetch`. */
function ask(url: string, { method = "GET", headers = json, body = "" }: Question = {}): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const request = requestHttp(url, { method, headers, agent: false });
    request.on("error", reject);
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on("error", reject);
    });
    request.end(body);
  });
}

describe("the demo server over HTTP", () => {
  const good = { "X-NokoToken": "demo", "User-Agent": "curl/8" };

  it.each([
    {
      name: "a wrong token",
      path: "/timers",
      question: { headers: { ...good, "X-NokoToken": "x" } },
      status: 401,
      text: /token/,
    },
    {
      name: "no User-Agent",
      path: "/timers",
      question: { headers: { "X-NokoToken": "demo" } },
      status: 400,
      text: /User-Agent/,
    },
    {
      name: "no JSON",
      path: "/projects/37396/timer/start",
      question: { method: "PUT", body: "a=b" },
      status: 400,
      text: /^\{"message":"JSON Parsing Error"\}$/,
    },
    {
      name: "a JSON array",
      path: "/projects/37396/timer/start",
      question: { method: "PUT", body: "[1]" },
      status: 400,
      text: /^\{"message":"Body should be JSON Hash"\}$/,
    },
    {
      name: "an unknown project",
      path: "/projects/1/timer/start",
      question: { method: "PUT" },
      status: 404,
      text: /Not Found/,
    },
    { name: "an unknown route", path: "/nothing", question: {}, status: 404, text: /Not Found/ },
    { name: "another method", path: "/timers", question: { method: "OPTIONS" }, status: 404, text: /Not Found/ },
    {
      name: "a body of 2 MB",
      path: "/projects/37396/timer/start",
      question: { method: "PUT", body: "x".repeat(2_097_152) },
      status: 413,
      text: /1 MB/,
    },
    {
      name: "a foreign Host",
      path: "/timers",
      question: { headers: { ...good, Host: "evil.example" } },
      status: 403,
      text: /loopback/,
    },
    {
      name: "a look-alike Host",
      path: "/timers",
      question: { headers: { ...good, Host: "127.0.0.1.evil.example" } },
      status: 403,
      text: /loopback/,
    },
    {
      name: "Host localhost",
      path: "/timers",
      question: { headers: { ...good, Host: "localhost:1" } },
      status: 200,
      text: /^\[/,
    },
  ])("$name: $status", async ({ path, question, status, text }) => {
    const server = await started();
    const answer = await ask(server.url + path, question);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(text);
    expect(Date.parse(answer.headers.date ?? "")).not.toBeNaN();
  });

  it("answers 20 requests at once: 2 now, 5 slowed down, 13 with an empty 429", async () => {
    const clock = new FakeClock();
    const server = await started({ rateLimit: true, clock });
    const asked = Promise.all(Array.from({ length: 20 }, () => ask(`${server.url}/timers`)));
    await new Promise<void>((resolve) => {
      server.onRequest(() => (server.requests.length === 20 ? resolve() : undefined));
    });
    await clock.advance(3_000);
    const answers = await asked;
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(7);
    expect(answers.filter((answer) => answer.status === 429 && answer.text === "")).toHaveLength(13);
  });

  it("delivers a signed broadcast to a receiver made through the API", async () => {
    const server = await started({ broadcastIntervalMilliseconds: 20 });
    const { payloadUri, arrived } = await receiving(() => undefined);
    const made = await ask(`${server.url}/broadcast_receivers/`, {
      method: "POST",
      headers: { ...good, "Content-Type": "application/json" },
      body: JSON.stringify({ name: "Ünder & <test>", payload_uri: payloadUri, subjects: ["timer"] }),
    });
    const { secret } = v.parse(v.object({ secret: v.string() }), JSON.parse(made.text));
    const started37398 = await ask(`${server.url}/projects/37398/timer/start`, { method: "PUT" });
    const { headers, body } = await arrived;
    expect(started37398.headers.location).toBe(`${server.url}/projects/37398/timer`);
    expect(headers["x-noko-signature"]).toBe(createHmac("sha256", secret).update(body).digest("hex"));
    expect(headers).toMatchObject({
      "x-noko-broadcastsubject": "timer",
      "user-agent": "Noko-Broadcasts",
      "content-type": "application/json",
    });
    expect(JSON.parse(body.toString("utf8"))).toMatchObject({
      broadcast_receiver: { name: "Ünder & <test>" },
      last_event: "timer.paused",
    });
    const { subject } = v.parse(broadcast, JSON.parse(body.toString("utf8")));
    expect((await ask(subject.url)).status).toBe(200);
  });

  it("follows no redirect of a receiver", async () => {
    const server = await started({ broadcastIntervalMilliseconds: 20, cast: "off" });
    let strayed = 0;
    const stray = await receiving(() => void (strayed += 1));
    const { payloadUri } = await receiving(() => stray.payloadUri);
    server.account.receivers.create({ name: "a", payloadUri, subjects: ["*"] });
    const sent = new Promise<number | null>((resolve) => server.onBroadcast((broadcast) => resolve(broadcast.status)));
    server.account.startTimer(40_001);
    expect([await sent, strayed]).toEqual([302, 0]);
  });

  it("ends a hanging request when the client leaves, and every one when it stops", async () => {
    const server = await started();
    server.faults.hang();
    const waiting = ask(`${server.url}/timers`);
    const heard = waiting.then(
      () => "answered",
      () => "cut",
    );
    await new Promise<void>((resolve) => {
      const end = server.onRequest(() => {
        end();
        resolve();
      });
      void ask(`${server.url}/timers`).catch(() => undefined);
    });
    await server.stop();
    expect(await heard).toBe("cut");
    await expect(ask(`${server.url}/timers`)).rejects.toThrow("ECONNREFUSED");
  });

  it("cuts the connection where a fault says so", async () => {
    const server = await started();
    server.faults.disconnect({ times: 1 });
    await expect(ask(`${server.url}/timers`)).rejects.toThrow("socket hang up");
    expect((await ask(`${server.url}/timers`)).status).toBe(200);
  });

  it("serves two accounts behind one port, by their tokens", async () => {
    const server = await startSharedDemoServer([{ token: "one" }, { token: "other" }]);
    closing.push(() => server.stop());
    const texts: string[] = [];
    for (const token of ["one", "other"]) {
      texts.push((await ask(`${server.baseUrl}/current_user`, { headers: { ...json, "X-NokoToken": token } })).text);
    }
    expect(texts[0]).toContain("avery.quill@example.com");
    expect(texts[1]).toContain("avery.quill+1@example.com");
  });

  it("says which port is taken", async () => {
    const server = await started();
    await expect(startDemoServer({ port: Number(new URL(server.url).port) })).rejects.toThrow("EADDRINUSE");
  });
});

interface Arrived {
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** A receiver on a loopback port; `redirect` may name an address to which every broadcast is redirected. */
async function receiving(
  redirect: () => string | undefined,
): Promise<{ readonly payloadUri: string; readonly arrived: Promise<Arrived> }> {
  const server = createServer();
  const arrived = new Promise<Arrived>((resolve) => {
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const location = redirect();
        response.writeHead(location === undefined ? 200 : 302, location === undefined ? {} : { location }).end();
        resolve({ headers: request.headers, body: Buffer.concat(chunks) });
      });
    });
  });
  const port = await listenOnLoopback(server);
  closing.push(() => server.close());
  return { payloadUri: `http://127.0.0.1:${port}/in`, arrived };
}
