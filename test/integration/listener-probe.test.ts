import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acceptedRequests, withPublicUrl } from "../../app/broadcast/accepted-requests.ts";
import { signBody } from "../../app/broadcast/signature.ts";
import { systemClock, systemRandom } from "../../app/platform/system.ts";
import type { Fetch } from "../../app/platform/ports.ts";
import { type ProbeOutcome, probePublicPath } from "../../app/endpoint/probe.ts";
import { closeServer, endWebServer, listenOnLoopback, nobodysPort } from "../support/loopback.ts";
import { type ListenerBench, startListenerBench } from "../unit/broadcast/support/listener-bench.ts";
import { samplePath, sampleProbeKey } from "../unit/broadcast/support/sample-broadcast.ts";

const realFetch: Fetch = (url, init) => fetch(url, init);

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** A person who answers at the public URL as a relay would. */
interface Stranger {
  readonly url: string;
  readonly asked: readonly IncomingMessage[];
  close(): Promise<void>;
}

async function startStranger(behave: Behaviour): Promise<Stranger> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    behave(request, response);
  });
  const port = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${port}`, asked, close: () => endWebServer(server) };
}

function probe(publicUrl: string, signal?: AbortSignal): Promise<ProbeOutcome> {
  const options = {
    fetch: realFetch,
    publicUrl,
    path: samplePath,
    probeKey: sampleProbeKey,
    random: systemRandom,
    clock: systemClock,
  };
  return probePublicPath(signal === undefined ? options : { ...options, signal });
}

describe("the probe of the public path", () => {
  let bench: ListenerBench;
  let strangers: Stranger[] = [];

  beforeEach(async () => {
    bench = await startListenerBench();
    bench.intake.configure(withPublicUrl(acceptedRequests(samplePath, sampleProbeKey), listenerUrl(), 0));
  });
  afterEach(async () => {
    await Promise.all(strangers.map((stranger) => stranger.close()));
    strangers = [];
    await bench.close();
  });

  function listenerUrl(): string {
    return `http://127.0.0.1:${bench.listener.port}`;
  }

  async function stranger(behave: Behaviour): Promise<Stranger> {
    const started = await startStranger(behave);
    strangers.push(started);
    return started;
  }

  it("is verified by our listener", async () => {
    expect(await probe(listenerUrl())).toMatchObject({ kind: "verified" });
    expect(bench.listener.counters().probed).toBe(1);
    expect(bench.effects).toEqual([]);
  });

  it("is not verified by our listener under a name that is not the present one", async () => {
    expect(await probe(`http://localhost:${bench.listener.port}`)).not.toMatchObject({ kind: "verified" });
  });

  it("is not verified by another installation's listener", async () => {
    const other = await startListenerBench();
    const url = `http://127.0.0.1:${other.listener.port}`;
    other.intake.configure(withPublicUrl(acceptedRequests(samplePath, "another key"), url, 0));
    expect(await probe(url)).toEqual({ kind: "intercepted", status: 200 });
    await other.close();
  });

  it("follows no redirect, not even to our own listener and its right answer", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const { url } = await stranger((request, response) => {
        response.writeHead(status, { Location: `${listenerUrl()}${request.url ?? ""}` }).end();
      });
      expect(await probe(url)).toEqual({ kind: "intercepted", status });
    }
    expect(bench.listener.counters().probed).toBe(0);
  });

  const pages: readonly (readonly [string, Behaviour])[] = [
    ["a captive portal", (_request, response) => response.end("<html><form action='/login'></form></html>")],
    [
      "a relay's warning page",
      (_request, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Visit site</h1>"),
    ],
    ["an empty answer", (_request, response) => response.end()],
    ["an echo", (request, response) => response.end(request.url)],
    [
      "a page that sends the reader on",
      (_request, response) => response.end("<meta http-equiv='refresh' content='0; url=/'>"),
    ],
    [
      "the signature under another key",
      (request, response) => response.end(signBody("guess", Buffer.from(nonceOf(request)))),
    ],
    [
      "a late redirect header",
      (_request, response) => response.writeHead(200, { Location: listenerUrl(), Refresh: "0" }).end(),
    ],
  ];

  it.each(pages)("is somebody else's answer: %s", async (_name, behave) => {
    const { url, asked } = await stranger(behave);
    expect(await probe(url)).toEqual({ kind: "intercepted", status: 200 });
    expect(asked).toHaveLength(1);
    expect(Object.keys(asked[0]?.headers ?? {})).not.toContain("x-nokotoken");
    expect(Object.keys(asked[0]?.headers ?? {})).not.toContain("authorization");
    expect(asked[0]?.headers["ngrok-skip-browser-warning"]).toBe("1");
  });

  it("is unreachable where the connection breaks, nobody listens or no HTTP is spoken", async () => {
    const breaking = await stranger((_request, response) => response.destroy());
    expect(await probe(breaking.url)).toEqual({ kind: "unreachable" });

    const cutting = await stranger((_request, response) => {
      response.writeHead(200, { "Content-Length": "64" });
      response.write("abc", () => response.destroy());
    });
    expect(await probe(cutting.url)).toEqual({ kind: "unreachable" });

    expect(await probe(`http://127.0.0.1:${nobodysPort}`)).toEqual({ kind: "unreachable" });

    const babbler = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.end("SSH-2.0-OpenSSH_9.2\r\n", () => socket.destroy());
    });
    const port = await listenOnLoopback(babbler);
    expect(await probe(`http://127.0.0.1:${port}`)).toEqual({ kind: "unreachable" });
    await closeServer(babbler);
  });

  it("gives up on silence and on an answer without end, and lets go of the connection", async () => {
    const ended: Promise<unknown>[] = [];
    const endless = await stranger((_request, response) => {
      ended.push(new Promise((resolve) => response.once("close", resolve)));
      response.writeHead(200);
      response.write("a".repeat(1_000));
    });
    const silent = await stranger((_request, response) => {
      ended.push(new Promise((resolve) => response.once("close", resolve)));
    });
    const outcomes = await Promise.all([probe(endless.url), probe(silent.url)]);
    expect(outcomes).toEqual([{ kind: "unreachable" }, { kind: "unreachable" }]);
    await Promise.all(ended);
  });

  it("stops at once for its caller", async () => {
    const controller = new AbortController();
    const silent = await stranger(() => controller.abort());
    expect(await probe(silent.url, controller.signal)).toEqual({ kind: "unreachable" });
  });
});

function nonceOf(request: IncomingMessage): string {
  return request.url?.split("/").at(-1) ?? "";
}
