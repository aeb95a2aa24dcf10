/**
 * How both ends of a Windows pipe prove that they are of the same user, since its name is all that guards it:
 *
 *   client ── {nonce} ──────────────► server
 *   client ◄─ {nonce, proof} ──────── server      the client stops here unless the server knows the key
 *   client ── {proof} ──────────────► server      the server stops here unless the client does
 *   client ◄─ greeting ────────────── server
 *
 * The key itself is never sent. A proof is bound to its side, the pipe and both nonces, so that none serves twice, comes back
 * to its sender, or is of use to a process between two pipes.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";

const nonceSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const proofSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const firstSchema = v.object({ nonce: nonceSchema });
const secondSchema = v.object({ nonce: nonceSchema, proof: proofSchema });
const thirdSchema = v.object({ proof: proofSchema });

export interface HandshakeSecrets {
  /** 64 hexadecimal digits. */
  readonly key: string;
  /** The pipe's name as this side knows it. */
  readonly pipe: string;
  /** 32 hexadecimal digits, never used before. */
  readonly nonce: string;
}

/** `proved`: the other side knows the key. `send` is what this side says next, if anything. */
export type HandshakeStep =
  | { readonly kind: "go-on"; readonly send: object }
  | { readonly kind: "proved"; readonly send: object | null }
  | { readonly kind: "refused" };

export interface Handshake {
  /** What this side says first; null where it waits to be spoken to. */
  readonly first: object | null;
  /** Takes what the other side said, already parsed. After `refused` and `proved` everything is refused. */
  receive(message: unknown): HandshakeStep;
}

const refused: HandshakeStep = { kind: "refused" };

export function createServerHandshake({ key, pipe, nonce }: HandshakeSecrets): Handshake {
  let clientNonce: string | null = null;
  let isOver = false;

  function receive(message: unknown): HandshakeStep {
    if (clientNonce === null) {
      const first = v.safeParse(firstSchema, message);
      if (!first.success) return refused;
      clientNonce = first.output.nonce;
      return { kind: "go-on", send: { nonce, proof: proofOf("server", key, pipe, clientNonce, nonce) } };
    }
    const third = v.safeParse(thirdSchema, message);
    if (!third.success) return refused;
    const expected = proofOf("client", key, pipe, clientNonce, nonce);
    return isSame(third.output.proof, expected) ? { kind: "proved", send: null } : refused;
  }

  return { first: null, receive: (message) => (isOver ? refused : noteEnd(receive(message), () => (isOver = true))) };
}

export function createClientHandshake({ key, pipe, nonce }: HandshakeSecrets): Handshake {
  let isOver = false;

  function receive(message: unknown): HandshakeStep {
    const second = v.safeParse(secondSchema, message);
    if (!second.success) return refused;
    const { nonce: serverNonce, proof } = second.output;
    if (!isSame(proof, proofOf("server", key, pipe, nonce, serverNonce))) return refused;
    return { kind: "proved", send: { proof: proofOf("client", key, pipe, nonce, serverNonce) } };
  }

  return {
    first: { nonce },
    receive: (message) => (isOver ? refused : noteEnd(receive(message), () => (isOver = true))),
  };
}

function noteEnd(step: HandshakeStep, end: () => void): HandshakeStep {
  if (step.kind !== "go-on") end();
  return step;
}

function proofOf(side: "server" | "client", key: string, pipe: string, client: string, server: string): string {
  return createHmac("sha256", Buffer.from(key, "hex"))
    .update(JSON.stringify(["tallylight.local/1", side, pipe, client, server]))
    .digest("hex");
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one, "hex"), Buffer.from(other, "hex"));
}
