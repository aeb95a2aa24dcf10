/** Debian's own OpenSSH server, as one's own server would run it, on a port of this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import ssh2 from "ssh2";
import { newSshKey } from "../../app/relay/install-key.ts";
import { closeServer, freePorts, listenOnLoopback } from "./loopback.ts";
import { prepareProgram, type SystemProgram } from "./system-program.ts";

const program = "/usr/sbin/sshd";

/** Whether there is an OpenSSH server to test with; see `prepareProgram`. */
export function prepareOpenSsh(): SystemProgram {
  return prepareProgram(program, "openssh-server");
}

export interface OpenSshServer {
  readonly user: string;
  readonly port: number;
  /** The port that a client may have forwarded to itself. */
  readonly remotePort: number;
  /** A private key that is let in. */
  readonly keyFile: string;
  /** Ends the server and every connection as `kill -9` does. */
  kill(): Promise<void>;
  revive(): Promise<void>;
  /** With another host key, as after an accident or an attack. */
  changeHostKey(): void;
  stop(): Promise<void>;
}

export async function startOpenSsh(): Promise<OpenSshServer> {
  const directory = await mkdtemp(path.join(tmpdir(), "tallylight-sshd-"));
  const [port = 0, remotePort = 0] = await freePorts(2);
  const file = (name: string): string => path.join(directory, name);
  const user = userInfo().username;
  const makeHostKey = (): void => {
    writeFileSync(file("host_key"), newSshKey(ssh2).privateKey, { mode: 0o600 });
  };
  makeHostKey();
  const key = newSshKey(ssh2);
  await writeFile(file("key"), key.privateKey, { mode: 0o600 });
  const authorized = `ssh-ed25519 ${Buffer.from(key.publicKey).toString("base64")}\n`;
  await writeFile(file("authorized_keys"), authorized, { mode: 0o600 });
  await chmod(directory, 0o700);
  await writeFile(
    file("config"),
    [
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${file("host_key")}`,
      `AuthorizedKeysFile ${file("authorized_keys")}`,
      `PidFile ${file("pid")}`,
      "StrictModes no",
      "UsePAM no",
      "PasswordAuthentication no",
      "PermitRootLogin prohibit-password",
      "AllowTcpForwarding remote",
      "AllowStreamLocalForwarding remote",
      "StreamLocalBindUnlink yes",
      "ClientAliveInterval 5",
      "ClientAliveCountMax 2",
    ].join("\n"),
  );
  // Where a system has never started its own, the folder for privilege separation is missing.
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true });

  let child: ChildProcess | null = null;
  async function revive(): Promise<void> {
    const started = spawn(program, ["-D", "-e", "-f", file("config")], { stdio: ["ignore", "ignore", "pipe"] });
    child = started;
    // It writes a line when it listens.
    for await (const chunk of started.stderr) if (String(chunk).includes("Server listening")) break;
    started.stderr.resume();
  }
  async function kill(): Promise<void> {
    const main = child;
    child = null;
    if (main?.pid === undefined) return;
    const family = descendants(main.pid);
    const gone = once(main, "exit");
    for (const pid of [main.pid, ...family]) killIfAlive(pid);
    await gone;
  }
  await revive();
  return {
    user,
    port,
    remotePort,
    keyFile: file("key"),
    kill,
    revive,
    changeHostKey: makeHostKey,
    stop: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What a web server in front of the tunnel does: takes connections of the public and carries them to the tunnel's end. */
export async function startFront(remotePort: number): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<{ destroy(): void }>();
  const server: Server = createServer((socket) => {
    const onward = connect(remotePort, "127.0.0.1");
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
      one.pipe(other);
      sockets.add(one);
    }
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    close: () => {
      const closed = closeServer(server);
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

/** Every process below one of ours, from the system's own table. */
function descendants(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The program's name stands in brackets and may hold anything.
      const fields = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      parents.set(Number(name), Number(fields[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found: number[] = [];
  let generation = [root];
  while (generation.length > 0) {
    const parentsNow = new Set(generation);
    generation = [...parents].filter(([, parent]) => parentsNow.has(parent)).map(([pid]) => pid);
    found.push(...generation);
  }
  return found;
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
