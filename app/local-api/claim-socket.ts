/**
 * One listener for one name. A socket is bound under a name of its own and then linked to the one that programs know, which
 * the file system lets only one process do; a name that a killed process left is moved away first, and only if nobody
 * listens there.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, lstatSync, renameSync, rmSync } from "node:fs";
import { createConnection, type Server } from "node:net";
import path from "node:path";
import { errorCode } from "../platform/error-code.ts";
import type { SocketFailure } from "./socket-folder.ts";
import { longestSocketPath } from "./local-address.ts";

export type SocketClaim =
  | { readonly kind: "ours"; readonly release: () => void }
  | { readonly kind: "failed"; readonly failure: SocketFailure };

/** Each time somebody else was faster. */
const mostTries = 5;

/** Has `server` listen at `address`. Never rejects. */
export async function claimSocket(server: Server, address: string, userId: number): Promise<SocketClaim> {
  const own = path.join(path.dirname(address), `.${randomBytes(6).toString("hex")}`);
  const longest = Math.max(Buffer.byteLength(address), Buffer.byteLength(own));
  if (longest >= longestSocketPath) return failed("path-too-long");
  try {
    await listen(server, own);
    chmodSync(own, 0o600);
    for (let tries = 0; tries < mostTries; tries += 1) {
      if (linked(own, address)) {
        rmSync(own);
        const { ino } = lstatSync(address);
        return { kind: "ours", release: () => removeIf(address, ino) };
      }
      const failure = await clearAway(address, userId);
      if (failure !== null) return giveUp(server, own, failure);
    }
    return giveUp(server, own, "taken");
  } catch {
    return giveUp(server, own, "refused");
  }
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** False where there is something of that name. */
function linked(own: string, address: string): boolean {
  try {
    linkSync(own, address);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Null where the name is free now, perhaps. */
async function clearAway(address: string, userId: number): Promise<SocketFailure | null> {
  const there = statOf(address);
  if (there === null) return null;
  if (!there.isSocket()) return "no-socket";
  if (there.uid !== userId) return "not-ours";
  const answer = await knock(address);
  if (answer === "listens") return "taken";
  if (answer === "refused") return "refused";
  if (answer === "nobody") moveAway(address, there.ino);
  return null;
}

/** What is there by now may be another one than the one that nobody listened at: that one is put back. */
function moveAway(address: string, inode: number): void {
  const aside = `${address}.${randomBytes(4).toString("hex")}`;
  try {
    renameSync(address, aside);
  } catch {
    // Somebody else moved it.
    return;
  }
  if (lstatSync(aside).ino !== inode) linked(aside, address);
  rmSync(aside, { force: true });
}

function knock(address: string): Promise<"listens" | "nobody" | "gone" | "refused"> {
  return new Promise((resolve) => {
    const socket = createConnection(address, () => {
      socket.destroy();
      resolve("listens");
    });
    socket.once("error", (error) => {
      const code = errorCode(error);
      if (code === "ECONNREFUSED") resolve("nobody");
      else if (code === "ENOENT") resolve("gone");
      // Its queue is full: somebody is there.
      else resolve(code === "EAGAIN" ? "listens" : "refused");
    });
  });
}

function statOf(address: string) {
  return lstatSync(address, { throwIfNoEntry: false }) ?? null;
}

function removeIf(address: string, inode: number): void {
  try {
    if (lstatSync(address).ino === inode) rmSync(address, { force: true });
  } catch {
    // It is gone already.
  }
}

function giveUp(server: Server, own: string, failure: SocketFailure): SocketClaim {
  server.close();
  rmSync(own, { force: true });
  return failed(failure);
}

function failed(failure: SocketFailure): SocketClaim {
  return { kind: "failed", failure };
}
