/** A session bus of its own for one test: a real `dbus-daemon`, which listens below a new directory. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { prepareProgram } from "./system-program.ts";

export const busDaemon = prepareProgram("/usr/bin/dbus-daemon", "dbus-daemon");

export interface PrivateBus {
  readonly address: string;
  /** Ends the daemon, and with it every connection. */
  stop(): Promise<void>;
}

export async function startPrivateBus(): Promise<PrivateBus> {
  const daemon = spawn("/usr/bin/dbus-daemon", ["--session", "--nofork", "--print-address"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const address = await firstLine(daemon);
  return {
    address,
    stop: async () => {
      if (daemon.exitCode !== null || daemon.signalCode !== null) return;
      daemon.kill();
      await once(daemon, "exit");
    },
  };
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("The daemon's output is not read");
  let text = "";
  for await (const chunk of stdout) {
    text += String(chunk);
    const end = text.indexOf("\n");
    if (end >= 0) return text.slice(0, end);
  }
  throw new Error("The daemon ended without an address");
}
