/**
 * How relays tell the address that they gave us, line by line, as seen in their documentation, source and output.
 * What is read here is only what was said; whether it may be believed is decided by `acceptAnnounced`.
 */
import * as v from "valibot";

/** Every address that a line announces, in order; most lines announce none. */
export type AnnouncementParser = (line: string) => readonly string[];

/** `1: https://bq3….srv.us/`, several separated by commas where an account's name is known. */
export const srvUsAnnouncements: AnnouncementParser = (line) => {
  const rest = /^1: (\S.*)$/.exec(line)?.[1];
  return rest === undefined ? [] : rest.split(", ");
};

const plainEvent = v.object({
  event: v.literal("tcpip-forward"),
  address: v.string(),
  authz_code: v.optional(v.literal("OK")),
});
/** CloudEvents: the address stands in `id`, behind a name of the tunnel. */
const cloudEvent = v.object({ type: v.literal("v1.tcpip_forward.register.accepted"), id: v.string() });

/**
 * localhost.run speaks JSON in two forms when asked for `--output json`, and otherwise a text line. Each change of
 * the address is another such line inside the same connection. Other addresses (of its console and its pages)
 * stand in other lines.
 */
export const localhostRunAnnouncements: AnnouncementParser = (line) => {
  if (!line.startsWith("{")) {
    const address = /^\S+ tunneled with tls termination, (\S+)$/.exec(line)?.[1];
    return address === undefined ? [] : [address];
  }
  const message = parseJson(line);
  const plain = v.safeParse(plainEvent, message);
  if (plain.success) return [`https://${plain.output.address}`];
  const cloud = v.safeParse(cloudEvent, message);
  const address = cloud.success ? /^[^/]+\/([^/]+)$/.exec(cloud.output.id)?.[1] : undefined;
  return address === undefined ? [] : [`https://${address}`];
};

/** pinggy writes each address on a line of its own, http and https, among advertisements. */
export const pinggyAnnouncements: AnnouncementParser = (line) => {
  const address = /^\s*(https:\/\/\S+)\s*$/.exec(line)?.[1];
  return address === undefined ? [] : [address];
};

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
