/** Windows: how programs learn of the pipe and its key, by a file in the user's own folder. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";
import type { Random } from "../platform/ports.ts";

export const pipeAnnouncementSchema = v.object({
  pipe: v.pipe(v.string(), v.regex(/^\\\\\.\\pipe\\tallylight-[0-9a-f]{32}$/)),
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

export type PipeAnnouncement = v.InferOutput<typeof pipeAnnouncementSchema>;

/** Another name and key at each start: what a program knew of an earlier one is of no use. */
export function createPipeAnnouncement(random: Pick<Random, "bytes">): PipeAnnouncement {
  return { pipe: String.raw`\\.\pipe\tallylight-${hex(random, 16)}`, key: hex(random, 32) };
}

/** 32 hexadecimal digits. */
export function createNonce(random: Pick<Random, "bytes">): string {
  return hex(random, 16);
}

/** The folder's own rights say who may read it. Returns a function that removes the file. */
export function announcePipe(file: string, announcement: PipeAnnouncement): () => void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(announcement), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

function hex(random: Pick<Random, "bytes">, count: number): string {
  return Buffer.from(random.bytes(count)).toString("hex");
}
