import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { neverSent } from "../../../app/noko/network-failure.ts";
import type { FetchInit } from "../../../app/platform/ports.ts";
import { createDeferred } from "../../../app/platform/deferred.ts";
import { createFetch } from "../../../app/network/fetch.ts";
import { listenOnLoopback, nobodysPort } from "../../support/loopback.ts";

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** A loopback server that answers as given; its base address. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const started = createServer(answer);
  server = started;
  return `http://127.0.0.1:${await listenOnLoopback(started)}`;
}

function get(changes: Partial<FetchInit> = {}): FetchInit {
  return { method: "GET", headers: {}, redirect: "manual", signal: new AbortController().signal, ...changes };
}

describe("requests", () => {
  test("carry method, headers and body, and nothing of a browser's", async () => {
    const expected: { method?: string | undefined; headers?: IncomingMessage["headers"]; body: string } = { body: "" };
    const url = await serve((request, response) => {
      expected.method = request.method;
      expected.headers = request.headers;
      request.on("data", (chunk: Buffer) => (expected.body += chunk.toString()));
      request.on("end", () => response.writeHead(201, { Link: "<a>", "Set-Cookie": ["a=1", "b=2"] }).end("grün"));
    });
    const answer = await createFetch()(
      `${url}/v2`,
      get({ method: "PUT", headers: { "X-NokoToken": "t" }, body: "grün" }),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get("LINK")).toBe("<a>");
    expect(answer.headers.get("set-cookie")).toBe("a=1, b=2");
    expect(answer.headers.get("missing")).toBeNull();
    expect(await answer.text()).toBe("grün");
    expect(expected).toMatchObject({ method: "PUT", body: "grün" });
    expect(Object.keys(expected.headers ?? {}).toSorted()).toEqual([
      "connection",
      "content-length",
      "host",
      "x-nokotoken",
    ]);
  });

  test("follow no redirect", async () => {
    const paths: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { Location: "/elsewhere" }).end();
    });
    const answer = await createFetch()(`${url}/here`, get());
    expect([answer.status, answer.headers.get("location"), paths]).toEqual([302, "/elsewhere", ["/here"]]);
  });

  test("end when they are given up, before the answer and in the middle of it", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/half") response.writeHead(200).write("half");
    });
    const early = new AbortController();
    const silent = createFetch()(`${url}/silent`, get({ signal: early.signal }));
    early.abort();
    await expect(silent).rejects.toThrow("aborted");

    const late = new AbortController();
    const half = await createFetch()(`${url}/half`, get({ signal: late.signal }));
    late.abort();
    await expect(half.text()).rejects.toThrow("aborted");
  });

  test.each([`http://127.0.0.1:${nobodysPort}`, "http://nobody.invalid"])(
    "tell where they never left: %s",
    async (url) => {
      await expect(createFetch()(url, get())).rejects.toSatisfy(neverSent);
    },
  );

  test("tell when all of it was written, before there is an answer", async () => {
    const written = createDeferred();
    const url = await serve((request, response) => {
      request.resume();
      void written.reached.then(() => response.end("read"));
    });
    const answer = await createFetch()(url, get({ method: "PUT", body: "b", onWritten: () => written.reach() }));
    expect(await answer.text()).toBe("read");
  });

  test("are not written while TLS is under way", async () => {
    const hello = createDeferred();
    const silent = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => hello.reach());
    });
    const port = await listenOnLoopback(silent);
    const over = new AbortController();
    const written = vi.fn();
    const asked = createFetch()(`https://127.0.0.1:${port}`, get({ signal: over.signal, onWritten: written }));
    asked.catch(() => undefined);
    await hello.reached;
    await new Promise((resolve) => setImmediate(resolve));
    over.abort();
    await expect(asked).rejects.toThrow("aborted");
    expect(written).not.toHaveBeenCalled();
    silent.close();
  });

  test("an answer that breaks off is no answer", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "Content-Length": "100" }).write("only this", () => response.destroy());
    });
    const answer = await createFetch()(url, get());
    await expect(answer.text()).rejects.toThrow("aborted");
  });
});
