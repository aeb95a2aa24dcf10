/** What the relays on the internet call things, and the words in which they announce an address. */
import { createHash, randomBytes } from "node:crypto";
import { assertNever } from "../../app/model/assert-never.ts";

export type ImitatedRelay =
  | "srv.us"
  | "localhost.run json"
  | "localhost.run cloud events"
  | "localhost.run text"
  | "pinggy";

/** Under which each gives out addresses. */
export const domains: Readonly<Record<ImitatedRelay, string>> = {
  "srv.us": "srv.us",
  "localhost.run json": "lhr.life",
  "localhost.run cloud events": "lhr.life",
  "localhost.run text": "lhr.life",
  pinggy: "a.free.pinggy.link",
};

/** All that is written to a client once its forward is granted. */
export function announcement(imitates: ImitatedRelay, address: string): string {
  const host = address.replace(/^https?:\/\//, "");
  switch (imitates) {
    case "srv.us":
      return `1: ${address}/\r\n`;
    case "localhost.run json":
      return `${JSON.stringify({ event: "authn", message: "authenticated as anonymous user" })}\n${JSON.stringify({
        event: "tcpip-forward",
        message: `${host} tunneled with tls termination, ${address}`,
        address: host,
        authz_code: "OK",
      })}\n`;
    case "localhost.run cloud events":
      return `${JSON.stringify({
        specversion: "1.0",
        id: `localhost/${host}`,
        type: "v1.tcpip_forward.register.accepted",
        source: "ssh://localhost.run/",
        data: `${host} tunneled with tls termination, ${address}\r\nsee https://admin.localhost.run/`,
      })}\n`;
    case "localhost.run text":
      return `Welcome to localhost.run!\r\nhttps://admin.localhost.run/\r\n${host} tunneled with tls termination, ${address}\r\n`;
    case "pinggy":
      return `You are not authenticated.\r\nYour tunnel will expire in 60 minutes. Upgrade at https://dashboard.pinggy.io\r\n\r\nhttp://${host}\r\n${address}\r\n`;
    default:
      return assertNever(imitates, "imitated relay");
  }
}

/** The first part of a client's address: srv.us derives it from the client's key, the others make one up. */
export function labelFor(imitates: ImitatedRelay, publicKey: Buffer | null): string {
  if (imitates !== "srv.us") return `${randomBytes(5).toString("hex")}-12-34`;
  return base32(
    createHash("sha256")
      .update(Buffer.concat([publicKey ?? Buffer.alloc(0), Buffer.from("\x001")]))
      .digest(),
  );
}

/** The first 128 bits, five at a time. Written apart from the product's own, to check that one. */
function base32(digest: Buffer): string {
  const bits = [...digest.subarray(0, 16)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}
