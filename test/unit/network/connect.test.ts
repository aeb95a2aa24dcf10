/** Connections that are not requests: they carry whatever is spoken, also by a server that speaks first. */
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connect, connectDirectly, createConnect } from "../../../app/network/connect.ts";
import { createProxies } from "../../../app/network/proxies.ts";
import { ProxyFailure } from "../../../app/network/proxy-failure.ts";
import { builtInTrust, createTrust, type Trust } from "../../../app/network/trust.ts";
import { neverSent } from "../../../app/noko/network-failure.ts";
import { failureOf } from "../../support/failure-of.ts";
import { makeAuthority } from "../../support/certificate.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { closeServer, listenOnLoopback, nobodysPort } from "../../support/loopback.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { SocksServer } from "../../support/socks-server.ts";
import { WebProxy } from "../../support/web-proxy.ts";

const address = { host: "ssh.invalid", port: 22 };
const greeting = "SSH-2.0-speaks-first\r\n";

let server: Server;
let serverPort = 0;
let addresses: Readonly<Record<string, number>>;
const toStop: { stop(): Promise<unknown> }[] = [];
const sockets: Socket[] = [];
/** Where the direct route was tried after a proxy's refusal; null leads nowhere. */
let triedDirectly: string[] = [];
let directPort: number | null = null;

const direct: Connect = (to, signal) => {
  triedDirectly.push(`${to.host}:${to.port}`);
  if (directPort === null) return Promise.reject(new Error("The network lets nothing out."));
  return connectDirectly({ host: "127.0.0.1", port: directPort }, signal);
};

beforeEach(async () => {
  triedDirectly = [];
  directPort = null;
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write(greeting);
    socket.pipe(socket);
  });
  serverPort = await listenOnLoopback(server);
  addresses = { "ssh.invalid:22": serverPort };
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(toStop.splice(0).map((each) => each.stop()));
  await closeServer(server);
});

function kept<T extends { stop(): Promise<unknown> }>(made: T): T {
  toStop.push(made);
  return made;
}

interface Bench {
  readonly connect: Connect;
  readonly asked: readonly string[];
  readonly clock: FakeClock;
}

function on(answer: string, trust: Trust = builtInTrust): Bench {
  const clock = new FakeClock();
  const asked: string[] = [];
  const ask = (url: string): Promise<string> => {
    asked.push(url);
    return Promise.resolve(answer);
  };
  const proxies = createProxies({ clock, logger: createMemoryLogger(), ask });
  return { connect: createConnect({ proxies, clock, trust, direct }), asked, clock };
}

/** Connects, says something, and answers all that came back. */
async function talk(connect: Connect, to = address): Promise<string> {
  const socket = await connect(to, new AbortController().signal);
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    let heard = "";
    socket.on("close", () => reject(new Error("closed")));
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      if (heard.endsWith("and again")) resolve(heard);
    });
    socket.write("and again");
  });
}

describe("a connection", () => {
  test("goes through the proxy that the system names for that server", async () => {
    const proxy = kept(await WebProxy.start({ addresses }));
    const { connect, asked } = on(`PROXY 127.0.0.1:${proxy.port}`);
    expect(await talk(connect)).toBe(`${greeting}and again`);
    expect(asked).toEqual(["https://ssh.invalid:22/"]);
    expect(proxy.tunnels).toEqual(["ssh.invalid:22"]);
  });

  test("asks for an address of the sixth version in brackets", async () => {
    const proxy = kept(await WebProxy.start({ addresses: {} }));
    const { connect, asked } = on(`PROXY 127.0.0.1:${proxy.port}`);
    const failure = await failureOf(connect({ host: "2001:db8::1", port: 22 }, new AbortController().signal));
    expect(failure).toMatchObject({ reason: "refused", status: 502 });
    expect([asked, proxy.tunnels]).toEqual([["https://[2001:db8::1]:22/"], ["[2001:db8::1]:22"]]);
  });

  test.each([5, 4])("goes through a SOCKS proxy of version %i, which resolves the name", async (version) => {
    const socks = kept(await SocksServer.start({ addresses }));
    expect(await talk(on(`SOCKS${version} 127.0.0.1:${socks.port}`).connect)).toBe(`${greeting}and again`);
    expect(socks.asked).toEqual(["ssh.invalid:22"]);
  });

  test("to this computer never goes through a proxy", async () => {
    const proxy = kept(await WebProxy.start({ addresses }));
    const { connect, asked } = on(`PROXY 127.0.0.1:${proxy.port}`);
    const port = addresses["ssh.invalid:22"] ?? 0;
    expect(await talk(connect, { host: "127.0.0.1", port })).toBe(`${greeting}and again`);
    expect([asked, proxy.read]).toEqual([[], ""]);
  });

  test("without a word about proxies is direct", async () => {
    const port = addresses["ssh.invalid:22"] ?? 0;
    expect(await talk(connectDirectly, { host: "localhost", port })).toBe(`${greeting}and again`);
  });
});

describe("a proxy that is spoken to over TLS", () => {
  const office = makeAuthority("Office Authority");

  test("is one that the system's authorities vouch for", async () => {
    const proxy = kept(await WebProxy.start({ addresses, certificate: office.issue("localhost") }));
    const trust = createTrust({
      readSystem: () => Promise.resolve([office.certificate]),
      logger: createMemoryLogger(),
    });
    expect(await talk(on(`HTTPS localhost:${proxy.port}`, trust).connect)).toBe(`${greeting}and again`);
    expect(proxy.tunnels).toEqual(["ssh.invalid:22"]);
  });

  test("and that nobody vouches for gets no destination, and is named where the next route fails as well", async () => {
    const proxy = kept(await WebProxy.start({ addresses, certificate: office.issue("localhost") }));
    const { connect } = on(`HTTPS localhost:${proxy.port}; PROXY 127.0.0.1:${nobodysPort}`);
    expect(await failureOf(connect(address, new AbortController().signal))).toMatchObject({
      reason: "untrusted",
      certificate: "unknown-issuer",
    });
    expect([proxy.tunnels, triedDirectly]).toEqual([[], []]);
  });
});

describe("a proxy that refuses the server", () => {
  test("is passed by where the network lets the connection out", async () => {
    const proxy = kept(await WebProxy.start({ addresses: {} }));
    directPort = serverPort;
    expect(await talk(on(`PROXY 127.0.0.1:${proxy.port}`).connect)).toBe(`${greeting}and again`);
    expect(triedDirectly).toEqual(["ssh.invalid:22"]);
  });

  test("is the error where the direct route leads nowhere either", async () => {
    const proxy = kept(await WebProxy.start({ addresses: {} }));
    const failure = await failureOf(talk(on(`PROXY 127.0.0.1:${proxy.port}`).connect));
    expect(failure).toMatchObject({ reason: "refused" });
    expect(triedDirectly).toEqual(["ssh.invalid:22"]);
  });

  test("is not passed by where it only wants to know who asks, or is not there", async () => {
    const proxy = kept(await WebProxy.start({ addresses }));
    proxy.mood = { kind: "answer", status: 407 };
    expect(await failureOf(talk(on(`PROXY 127.0.0.1:${proxy.port}`).connect))).toMatchObject({
      reason: "wants-credentials",
    });
    expect(await failureOf(talk(on(`PROXY 127.0.0.1:${nobodysPort}`).connect))).toMatchObject({
      reason: "unreachable",
    });
    expect(triedDirectly).toEqual([]);
  });
});

describe("a connection that is not made", () => {
  test.each<[what: string, options: { guarded?: boolean }, reason: string]>([
    ["the server is not known there", {}, "refused"],
    ["a password is wanted", { guarded: true }, "wants-credentials"],
  ])("by SOCKS: %s", async (_what, options, reason) => {
    const socks = kept(await SocksServer.start({ addresses: {}, ...options }));
    const failure = await failureOf(talk(on(`SOCKS5 127.0.0.1:${socks.port}`).connect));
    expect(failure).toBeInstanceOf(ProxyFailure);
    expect(failure).toMatchObject({ reason });
    expect(failure).toSatisfy(neverSent);
  });

  test("nobody listens there", async () => {
    for (const kind of ["PROXY", "HTTPS", "SOCKS", "SOCKS5"]) {
      const failure = await failureOf(talk(on(`${kind} 127.0.0.1:${nobodysPort}`).connect));
      expect(failure).toMatchObject({ reason: "unreachable" });
    }
  });

  test.each(["PROXY", "HTTPS", "SOCKS", "SOCKS5"])(
    "a silent %s is left, and the connection to it ended",
    async (kind) => {
      const silent = kept(await WebProxy.start({ addresses }));
      silent.mood = { kind: "silent" };
      const { connect, clock } = on(`${kind} 127.0.0.1:${silent.port}`);
      const controller = new AbortController();
      const failure = failureOf(connect(address, controller.signal));
      await silent.until(({ open }) => open === 1);
      controller.abort();
      expect(await failure).toMatchObject({ name: "AbortError" });
      await silent.until(({ open }) => open === 0);
      expect(clock.pendingCount).toBe(0);
    },
  );

  test("directly: nobody answers, and it is given up", async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await failureOf(connectDirectly({ host: "127.0.0.1", port: nobodysPort }, controller.signal))).toSatisfy(
      neverSent,
    );
  });
});
