/** Requests in a network that opens TLS: by whose word they go out, and that nothing is sent before, or twice. */
import { createServer, type TLSSocket } from "node:tls";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createProxies } from "../../../app/network/proxies.ts";
import { createTrust, type ReadCaCertificates, type Trust } from "../../../app/network/trust.ts";
import { certificateFault, neverSent } from "../../../app/noko/network-failure.ts";
import type { Fetch, FetchInit } from "../../../app/platform/ports.ts";
import { createFetch } from "../../../app/network/fetch.ts";
import { type Certificate, longAgo, makeAuthority, makeCertificate } from "../../support/certificate.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { SocksServer } from "../../support/socks-server.ts";
import { WebProxy } from "../../support/web-proxy.ts";

const token = "the-secret-token-of-this-test";
const office = makeAuthority("Office Authority");
const installed: ReadCaCertificates = () => Promise.resolve([office.certificate]);
const broken: ReadCaCertificates = () => Promise.reject(new Error("planted"));
const nothing: ReadCaCertificates = () => Promise.resolve([]);
const host = "account.invalid";
/** With what every connection over TLS begins. */
const clientHello = "\u0016\u0003\u0001";

const toStop: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(toStop.splice(0).map((each) => each.stop()));
});

function kept<T extends { stop(): Promise<unknown> }>(made: T): T {
  toStop.push(made);
  return made;
}

interface Server {
  readonly port: number;
  /** What arrived, by connection, as the holder of the key could read it. */
  readonly read: readonly string[];
  /** Everybody who began to speak, whether they went on or not. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

type Version = "TLSv1.2" | "TLSv1.3";

/** Answers every request, and keeps all that it gets. */
async function serve({ key, certificate }: Certificate, version: Version = "TLSv1.3"): Promise<Server> {
  const read: string[] = [];
  const sockets = new Set<TLSSocket>();
  let connections = 0;
  const server = createServer({ key, cert: certificate, minVersion: version, maxVersion: version }, (socket) => {
    const index = read.push("") - 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      read[index] += chunk.toString();
      if (/\r\n\r\n/.test(read[index] ?? "")) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    });
  });
  server.on("connection", () => (connections += 1));
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return kept({
    port: (server.address() as AddressInfo).port,
    read,
    connections: () => connections,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  });
}

function trustIn(readSystem: ReadCaCertificates): Trust {
  return createTrust({ readSystem, logger: createMemoryLogger() });
}

function through(route: string, trust: Trust): Fetch {
  const clock = new FakeClock();
  const proxies = createProxies({ clock, logger: createMemoryLogger(), ask: () => Promise.resolve(route) });
  return createFetch({ proxies, clock, trust });
}

function request(method = "GET"): FetchInit {
  return {
    method,
    headers: { "X-NokoToken": token },
    redirect: "manual",
    signal: new AbortController().signal,
    ...(method === "GET" || method === "DELETE" ? {} : { body: '{"minutes":5}' }),
  };
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

/** How often requests of that method arrived, in all connections together. */
function arrived({ read }: Server, method: string): number {
  return read.join("\n").split(`${method} /v2/timer HTTP/1.1`).length - 1;
}

describe("an authority that the system alone knows", () => {
  test.each(
    ["GET", "POST", "PUT", "DELETE"].flatMap((each) => [[each, "TLSv1.2"] as const, [each, "TLSv1.3"] as const]),
  )("directly: a %s over %s arrives once, in the second connection", async (method, version) => {
    const server = await serve(office.issue("localhost"), version);
    const trust = trustIn(installed);
    const fetch = createFetch({ trust });
    const answer = await fetch(`https://localhost:${server.port}/v2/timer`, request(method));
    expect([answer.status, await answer.text()]).toEqual([200, "{}"]);
    expect([arrived(server, method), server.connections(), trust.kind]).toEqual([1, 2, "with-system"]);
    // From now on at once, in the connection that is open.
    await (await fetch(`https://localhost:${server.port}/v2/timer`, request(method))).text();
    expect([arrived(server, method), server.connections()]).toEqual([2, 2]);
  });

  test("through a proxy that opens TLS: it reads the request, once", async () => {
    const opener = await serve(office.issue(host));
    const proxy = kept(await WebProxy.start({ addresses: { [`${host}:443`]: opener.port } }));
    const fetch = through(`PROXY 127.0.0.1:${proxy.port}`, trustIn(installed));
    expect((await fetch(`https://${host}/v2/timer`, request("PUT"))).status).toBe(200);
    expect([arrived(opener, "PUT"), proxy.tunnels.length]).toEqual([1, 2]);
  });

  test.each(["SOCKS", "SOCKS5"])("through a %s proxy", async (kind) => {
    const opener = await serve(office.issue(host));
    const socks = kept(await SocksServer.start({ addresses: { [`${host}:443`]: opener.port } }));
    const fetch = through(`${kind} 127.0.0.1:${socks.port}`, trustIn(installed));
    expect((await fetch(`https://${host}/v2/timer`, request("POST"))).status).toBe(200);
    expect(arrived(opener, "POST")).toBe(1);
  });

  test("of a proxy that is itself spoken to over TLS, and of the account behind it", async () => {
    const opener = await serve(office.issue(host));
    const certificate = office.issue("localhost");
    const proxy = kept(await WebProxy.start({ addresses: { [`${host}:443`]: opener.port }, certificate }));
    const fetch = through(`HTTPS localhost:${proxy.port}`, trustIn(installed));
    expect((await fetch(`https://${host}/v2/timer`, request("POST"))).status).toBe(200);
    // Each in its turn: first the proxy's certificate is refused, then the account's.
    expect([arrived(opener, "POST"), proxy.tunnels.length]).toEqual([1, 2]);
  });

  test("of such a proxy that carries plain requests", async () => {
    const certificate = office.issue("localhost");
    const proxy = kept(await WebProxy.start({ addresses: {}, certificate }));
    const fetch = through(`HTTPS localhost:${proxy.port}`, trustIn(installed));
    // It knows nobody of that name, and says so itself.
    expect((await fetch("http://site.invalid/", request())).status).toBe(502);
    expect(proxy.forwarded).toEqual(["http://site.invalid/"]);
  });

  test("requests that fail at the same time ask the system once, and each arrives once", async () => {
    const server = await serve(office.issue("localhost"));
    let reads = 0;
    const fetch = createFetch({
      trust: trustIn(() => {
        reads += 1;
        return installed();
      }),
    });
    const url = `https://localhost:${server.port}/v2/timer`;
    await Promise.all(["POST", "PUT", "DELETE"].map(async (each) => (await fetch(url, request(each))).text()));
    expect(["POST", "PUT", "DELETE"].map((each) => arrived(server, each))).toEqual([1, 1, 1]);
    expect(reads).toBe(1);
  });
});

describe("what stays refused gets nothing, not even the address that was asked for", () => {
  const stranger = makeAuthority("A Stranger's Authority");
  const cases = [
    ["unknown to the system as well", () => stranger.issue("localhost"), installed, "unknown-issuer"],
    ["one that vouches for itself", () => makeCertificate("localhost"), installed, "unknown-issuer"],
    ["where the system's can't be read", () => office.issue("localhost"), broken, "unknown-issuer"],
    ["where the system has none", () => office.issue("localhost"), nothing, "unknown-issuer"],
    ["expired", () => office.issue("localhost", longAgo), installed, "out-of-date"],
    ["another's", () => office.issue("elsewhere.example"), installed, "wrong-name"],
  ] as const;

  test.each(cases.flatMap(([...each]) => [["TLSv1.2", ...each] as const, ["TLSv1.3", ...each] as const]))(
    "%s: %s",
    async (version, _name, certificate, system, fault) => {
      const server = await serve(certificate(), version);
      const fetch = createFetch({ trust: trustIn(system) });
      const url = `https://localhost:${server.port}/v2/timer`;
      for (const method of ["POST", "GET"]) {
        const failure = await failureOf(fetch(url, request(method)));
        expect(certificateFault(failure)).toBe(fault);
        expect(failure).toSatisfy(neverSent);
      }
      await server.stop();
      expect(server.read.join("")).toBe("");
    },
  );

  test("though the environment wants nothing checked", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const server = await serve(stranger.issue("localhost"));
    const certificate = stranger.issue("localhost");
    const proxy = kept(await WebProxy.start({ addresses: { [`${host}:443`]: server.port }, certificate }));
    const routes = [
      [createFetch({ trust: trustIn(installed) }), `https://localhost:${server.port}/v2/timer`],
      [through(`HTTPS localhost:${proxy.port}`, trustIn(installed)), `https://${host}/v2/timer`],
      [through(`HTTPS localhost:${proxy.port}`, trustIn(installed)), "http://site.invalid/"],
    ] as const;
    for (const [fetch, url] of routes) {
      expect(certificateFault(await failureOf(fetch(url, request("POST"))))).toBe("unknown-issuer");
    }
    expect([server.read.join(""), proxy.read]).toEqual(["", ""]);
  });

  test("an untrusted proxy gets no destination", async () => {
    const proxy = kept(await WebProxy.start({ addresses: {}, certificate: stranger.issue("localhost") }));
    const fetch = through(`HTTPS localhost:${proxy.port}`, trustIn(installed));
    for (const url of [`https://${host}/v2/timer`, "http://site.invalid/"]) {
      const failure = await failureOf(fetch(url, request("POST")));
      expect(failure).toMatchObject({ reason: "untrusted", certificate: "unknown-issuer" });
    }
    expect([proxy.tunnels, proxy.forwarded, proxy.read]).toEqual([[], [], ""]);
  });
});

describe("a request that is given up", () => {
  const url = `https://${host}/v2/timer`;

  test("while the system is read ends at once", async () => {
    const server = await serve(office.issue("localhost"));
    const controller = new AbortController();
    const fetch = createFetch({
      trust: trustIn(() => {
        controller.abort();
        return new Promise(() => undefined);
      }),
    });
    const init = { ...request(), signal: controller.signal };
    await expect(fetch(`https://localhost:${server.port}/v2/timer`, init)).rejects.toThrow("aborted");
  });

  test("while TLS begins takes its tunnel with it", async () => {
    const proxy = kept(await WebProxy.start({ addresses: {} }));
    proxy.mood = { kind: "half-open" };
    const controller = new AbortController();
    const fetch = through(`PROXY 127.0.0.1:${proxy.port}`, trustIn(installed));
    const held = fetch(url, { ...request(), signal: controller.signal });
    await proxy.until(({ read }) => read.includes(clientHello));
    controller.abort();
    await expect(held).rejects.toThrow("aborted");
    await proxy.until(({ open }) => open === 0);
  });

  test("while TLS begins takes a direct connection with it", async () => {
    const silent = kept(await WebProxy.start({ addresses: {} }));
    const controller = new AbortController();
    const fetch = createFetch({ trust: trustIn(installed) });
    const held = fetch(`https://localhost:${silent.port}/`, { ...request(), signal: controller.signal });
    await silent.until(({ read }) => read.includes(clientHello));
    controller.abort();
    await expect(held).rejects.toThrow("aborted");
    await silent.until(({ open }) => open === 0);
  });
});
