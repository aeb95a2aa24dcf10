/** One's own server: Debian's OpenSSH with something in front of it that takes connections from the public. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createRelay } from "../../app/relay/create-relay.ts";
import { createMemorySettings } from "../../app/platform/memory-stores.ts";
import { parseRelayChoice, type RelayChoice } from "../../app/relay/relay-choice.ts";
import { bodyShapes } from "../support/body-shapes.ts";
import { Internet } from "../support/internet.ts";
import { type OpenSshServer, prepareOpenSsh, startFront, startOpenSsh } from "../support/openssh-server.ts";
import { startRecorder } from "../support/recorder.ts";
import { startRelay } from "../support/relay-bench.ts";

const openSsh = prepareOpenSsh();
if (openSsh.kind === "missing") process.stderr.write(`${openSsh.sentence}\n`);

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

function choice(text: string): RelayChoice {
  const parsed = parseRelayChoice(text, { listenPort: null, agentSocket: null });
  if (parsed === null) throw new Error(`Not a choice: ${text}`);
  return parsed;
}

async function server(): Promise<OpenSshServer> {
  const started = await startOpenSsh();
  cleanUps.push(() => started.stop());
  return started;
}

async function recorder() {
  const started = await startRecorder();
  cleanUps.push(() => started.close());
  return started;
}

function address({ user, port, keyFile }: OpenSshServer, remote: string, url: string): string {
  return `ssh://${user}@127.0.0.1:${port}?remote=${remote}&url=${url}&key=${keyFile}`;
}

describe.skipIf(openSsh.kind === "missing")("an OpenSSH server", () => {
  test("carries ten shapes of bodies as they were sent", async () => {
    const ssh = await server();
    const front = await startFront(ssh.remotePort);
    cleanUps.push(() => front.close());
    const recording = await recorder();
    const url = `http://127.0.0.1:${front.port}`;
    const chosen = choice(address(ssh, String(ssh.remotePort), url));
    const relay = startRelay((ports) => createRelay(chosen, ports), recording.port);
    cleanUps.push(() => relay.running.stop());
    expect(await relay.address()).toBe(url);

    const internet = new Internet([]);
    for (const { name, pieces } of bodyShapes) {
      const body = Buffer.concat(pieces);
      const headers = { "X-Noko-Signature": createHmac("sha256", "secret").update(body).digest("hex") };
      const sent = pieces.length === 1 ? body : pieces;
      const answer = await internet.send(`${url}/b/x`, "POST", headers, sent, AbortSignal.timeout(10_000));
      expect({ name, status: answer.status }).toEqual({ name, status: 200 });
      const got = recording.requests.at(-1);
      expect({ name, same: got?.body.equals(body) }).toEqual({ name, same: true });
      expect(got?.headers["x-noko-signature"]).toBe(headers["X-Noko-Signature"]);
    }
  });

  test("forwards a socket as well", async () => {
    const ssh = await server();
    const recording = await recorder();
    const directory = await mkdtemp(path.join(tmpdir(), "tallylight-socket-"));
    cleanUps.push(() => rm(directory, { recursive: true, force: true }));
    const socketPath = path.join(directory, "listener");
    const chosen = choice(address(ssh, socketPath, "https://own.example"));
    const relay = startRelay((ports) => createRelay(chosen, ports), recording.port);
    cleanUps.push(() => relay.running.stop());
    expect(await relay.address()).toBe("https://own.example");
    const socket = connect(socketPath);
    socket.write("POST /b/x HTTP/1.1\r\nHost: own.example\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
    const [answer]: readonly unknown[] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    expect(recording.requests.at(-1)?.body.toString()).toBe("hi");
  });

  test("a port that is taken at the server is refused, tried again, and had once it is free", async () => {
    const ssh = await server();
    const recording = await recorder();
    const squatters = [createServer(), createServer()] as const;
    // The server is content with one of the two addresses of "localhost"; a machine may have only one.
    await once(squatters[0].listen(ssh.remotePort, "127.0.0.1"), "listening");
    await new Promise<void>((resolve) => {
      squatters[1].on("error", () => resolve());
      squatters[1].listen(ssh.remotePort, "::1", resolve);
    });
    const chosen = choice(address(ssh, String(ssh.remotePort), "https://own.example"));
    const relay = startRelay((ports) => createRelay(chosen, ports), recording.port);
    cleanUps.push(() => relay.running.stop());
    expect(await relay.until(({ kind }) => kind === "down")).toEqual({ kind: "down", reason: "refused" });
    await Promise.all(squatters.map((squatter) => new Promise((resolve) => squatter.close(resolve))));
    relay.running.retry();
    expect(await relay.address()).toBe("https://own.example");
  });

  test("a server that does not know our key is refused in words", async () => {
    const ssh = await server();
    const recording = await recorder();
    const chosen = choice(`ssh://${ssh.user}@127.0.0.1:${ssh.port}?remote=${ssh.remotePort}&url=https://own.example`);
    const relay = startRelay((ports) => createRelay(chosen, ports), recording.port);
    cleanUps.push(() => relay.running.stop());
    expect(await relay.until(({ kind }) => kind === "down")).toEqual({ kind: "down", reason: "refused" });
  });

  test("another host key than the first one is never used, and said", async () => {
    const ssh = await server();
    const recording = await recorder();
    const settings = createMemorySettings();
    const chosen = choice(address(ssh, String(ssh.remotePort), "https://own.example"));
    const first = startRelay((ports) => createRelay(chosen, ports), recording.port, { settings });
    expect(await first.address()).toBe("https://own.example");
    await first.running.stop();

    await ssh.kill();
    ssh.changeHostKey();
    await ssh.revive();
    const second = startRelay((ports) => createRelay(chosen, ports), recording.port, { settings });
    cleanUps.push(() => second.running.stop());
    expect(await second.until(({ kind }) => kind === "down")).toEqual({ kind: "down", reason: "untrusted" });
    expect(second.states.some(({ kind }) => kind === "up")).toBe(false);
    expect(second.logger.lines.join("\n")).toContain("another host key");
  });
});
