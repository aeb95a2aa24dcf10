import type { Exchanged } from "../noko/api.ts";

/** The best guess at the instant, on our clock, when the account carried a request out. */
export function middleOf({ requestedAt, receivedAt }: Exchanged): number {
  return (requestedAt + receivedAt) / 2;
}
