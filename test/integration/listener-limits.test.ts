import { createHook } from "node:async_hooks";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIntake } from "../../app/broadcast/intake.ts";
import { broadcastReader } from "../../app/broadcast/reader.ts";
import { listenerLimits, startListener } from "../../app/endpoint/listener.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { sampleAccess } from "../unit/broadcast/support/intake-bench.ts";
import { type ListenerBench, receptionOf, startListenerBench } from "../unit/broadcast/support/listener-bench.ts";
import { bytesOf, exchangeRaw } from "../unit/broadcast/support/raw-client.ts";
import { sampleBody, sampleRequest } from "../unit/broadcast/support/sample-broadcast.ts";

function good(projectId: number): Buffer {
  return bytesOf(sampleRequest(sampleBody({ projectId }, Date.now())));
}

function connectTo(host: string, port: number): Promise<"connected" | "refused"> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.on("connect", () => {
      socket.destroy();
      resolve("connected");
    });
    socket.on("error", () => resolve("refused"));
  });
}

describe("the listener", () => {
  let bench: ListenerBench;

  beforeEach(async () => {
    bench = await startListenerBench();
  });
  afterEach(() => bench.close());

  it("can be reached on this machine's own address alone", async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ address }) => address !== "127.0.0.1")
      .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address));
    expect(await connectTo("127.0.0.1", bench.listener.port)).toBe("connected");
    for (const host of ["::1", ...others]) expect(await connectTo(host, bench.listener.port)).toBe("refused");
  });

  it("answers all that is not there with the same bytes", async () => {
    const heads = new Set<string>();
    for (const target of [
      "/",
      "/b/x",
      "/b/x/probe/x",
      `/b/${"A".repeat(43)}`,
      `/b/${"A".repeat(43)}/probe/${"n".repeat(32)}`,
    ]) {
      const { head, body } = await exchangeRaw(bench.listener.port, [
        bytesOf(sampleRequest(Buffer.alloc(0), { method: "GET", target })),
      ]);
      heads.add(head + body);
    }
    expect([...heads]).toEqual([
      "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n",
    ]);
  });

  it("takes one broadcast after the other on one connection", async () => {
    const { status, socket } = await exchangeRaw(bench.listener.port, [good(1)]);
    expect(status).toBe(200);
    const second = new Promise<string>((resolve) => socket.once("data", (chunk) => resolve(chunk.toString())));
    socket.write(good(2));
    expect(await second).toMatch(/^HTTP\/1\.1 200 /);
    expect(bench.effects).toHaveLength(2);
  });

  it("answers a connection once, even when rubbish follows what was refused", async () => {
    const refused = bytesOf(sampleRequest(sampleBody({}, Date.now()), { headers: { "Content-Type": "text/plain" } }));
    const { status, body, closed } = await exchangeRaw(bench.listener.port, [refused, "\0\0\0\0\r\n\r\n"]);
    await closed;
    expect([status, body]).toEqual([415, ""]);
  });

  it("obeys nothing that follows a refusal that ends the connection", async () => {
    const refused = bytesOf(sampleRequest(sampleBody({}, Date.now()), { headers: { "Content-Type": "text/plain" } }));
    const { status, closed } = await exchangeRaw(bench.listener.port, [Buffer.concat([refused, good(1), good(2)])]);
    await closed;
    expect(status).toBe(415);
    expect(bench.effects).toEqual([]);
    const counted = Object.entries(bench.listener.counters()).filter(([, count]) => count > 0);
    expect(counted).toEqual([["wrong-type", 1]]);
  });

  it("serves newcomers under a flood of half-open connections: the one that waited longest goes", async () => {
    const flood = Array.from({ length: 700 }, () => connect(bench.listener.port, "127.0.0.1"));
    const ends: number[] = [];
    for (const [index, socket] of flood.entries()) {
      socket.on("error", () => undefined);
      socket.on("close", () => ends.push(index));
    }
    await Promise.all(flood.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    for (let index = 0; index < 20; index += 1) {
      const { status, milliseconds, socket } = await exchangeRaw(bench.listener.port, [good(index)]);
      expect(status).toBe(200);
      expect(milliseconds).toBeLessThan(listenerLimits.headersTimeout);
      socket.destroy();
    }
    expect(bench.effects).toHaveLength(20);
    expect(bench.listener.counters()["too-many-connections"]).toBeGreaterThanOrEqual(
      700 - listenerLimits.maxConnections,
    );
    expect(await bench.listener.openConnections()).toBeLessThanOrEqual(listenerLimits.maxConnections);
    expect(Math.max(...ends)).toBeLessThan(700 - listenerLimits.maxConnections + 30);
    for (const socket of flood) socket.destroy();
  });

  it("has no timer that ticks while no connection is open", async () => {
    const timers: { readonly _idleTimeout: number }[] = [];
    const hook = createHook({
      init: (_id, type, _trigger, resource) => {
        if (type === "Timeout") timers.push(resource as { readonly _idleTimeout: number });
      },
    }).enable();
    const other = await startListenerBench();
    hook.disable();
    expect(timers.map(({ _idleTimeout }) => _idleTimeout).filter((wait) => wait < 86_400_000)).toEqual([]);
    await other.close();
  });

  it("counts a sender that breaks off, and is none the worse for it", async () => {
    const half = good(1).subarray(0, -10);
    const socket = connect(bench.listener.port, "127.0.0.1");
    await new Promise((resolve) => socket.write(half, resolve));
    expect((await exchangeRaw(bench.listener.port, [good(2)])).status).toBe(200);
    socket.destroy();
    expect((await exchangeRaw(bench.listener.port, [good(3)])).status).toBe(200);
    expect(bench.effects).toHaveLength(2);
  });

  it("ends every connection when it is closed", async () => {
    const { closed } = await exchangeRaw(bench.listener.port, [good(1)]);
    const silent = connect(bench.listener.port, "127.0.0.1");
    await new Promise((resolve) => silent.once("connect", resolve));
    const silentEnded = new Promise((resolve) => silent.once("close", resolve));
    await bench.listener.close();
    await Promise.all([closed, silentEnded]);
    expect(await connectTo("127.0.0.1", bench.listener.port)).toBe("refused");
  });

  it("says so when its port cannot be had", async () => {
    const intake = createIntake({
      clock: new FakeClock(),
      clockOffset: () => null,
      reader: broadcastReader(() => true),
      onEffect: () => undefined,
    });
    const options = {
      port: bench.listener.port,
      clock: new FakeClock(),
      logger: createMemoryLogger(),
      reception: receptionOf(intake),
    };
    await expect(startListener(options)).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("the log", () => {
  it("gets at most one line a minute, however often", async () => {
    const clock = new FakeClock(Date.now());
    const logger = createMemoryLogger();
    const intake = createIntake({
      clock,
      clockOffset: () => null,
      reader: broadcastReader(() => true),
      onEffect: () => undefined,
    });
    intake.configure(sampleAccess());
    const listener = await startListener({ port: 0, clock, logger, reception: receptionOf(intake) });
    for (let minute = 0; minute < 3; minute += 1) {
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const { socket } = await exchangeRaw(listener.port, ["GET / HTTP/1.1\r\n\r\n"]);
        socket.destroy();
      }
      await clock.advance(60_000);
    }
    expect(logger.lines).toEqual([
      'info The listener refused requests. {"no-host":1}',
      'info The listener refused requests. {"no-host":19}',
      'info The listener refused requests. {"no-host":20}',
      'info The listener refused requests. {"no-host":20}',
    ]);
    await listener.close();
  });
});
