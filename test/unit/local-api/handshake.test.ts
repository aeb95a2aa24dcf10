import { describe, expect, it } from "vitest";
import {
  createClientHandshake,
  createServerHandshake,
  type Handshake,
  type HandshakeSecrets,
} from "../../../app/local-api/handshake.ts";

const key = "a1".repeat(32);
const pipe = String.raw`\\.\pipe\tallylight-0123456789abcdef0123456789abcdef`;
const clientSecrets: HandshakeSecrets = { key, pipe, nonce: "c0".repeat(16) };
const serverSecrets: HandshakeSecrets = { key, pipe, nonce: "50".repeat(16) };

/** What each side said, in turn, and how each ended. */
function talk(client: Handshake, server: Handshake) {
  const said: object[] = [];
  let message: object | null = client.first;
  const ended = { client: "open", server: "open" };
  for (let turn = 0; message !== null && turn < 10; turn += 1) {
    said.push(message);
    const [side, name] = turn % 2 === 0 ? ([server, "server"] as const) : ([client, "client"] as const);
    const step = side.receive(structuredClone(message));
    if (step.kind !== "go-on") ended[name] = step.kind;
    message = step.kind === "refused" ? null : step.send;
  }
  return { said, ended };
}

describe("the handshake of a pipe", () => {
  it("proves both sides to each other, and never sends the key", () => {
    const { said, ended } = talk(createClientHandshake(clientSecrets), createServerHandshake(serverSecrets));
    expect(ended).toStrictEqual({ client: "proved", server: "proved" });
    expect(said).toHaveLength(3);
    expect(JSON.stringify(said)).not.toContain(key);
  });

  it("tells an impostor server nothing but a nonce", () => {
    const impostor = createServerHandshake({ ...serverSecrets, key: "b2".repeat(32) });
    const { said, ended } = talk(createClientHandshake(clientSecrets), impostor);
    expect(ended.client).toBe("refused");
    expect(said[0]).toStrictEqual({ nonce: clientSecrets.nonce });
    expect(said).toHaveLength(2);
  });

  it("refuses a client with a wrong key before it says anything of the user's", () => {
    const server = createServerHandshake(serverSecrets);
    server.receive({ nonce: "c0".repeat(16) });
    expect(server.receive({ proof: "00".repeat(32) })).toStrictEqual({ kind: "refused" });
  });

  it("refuses proofs of an earlier connection, whose nonces were others", () => {
    const { said } = talk(createClientHandshake(clientSecrets), createServerHandshake(serverSecrets));
    const later = createServerHandshake({ ...serverSecrets, nonce: "51".repeat(16) });
    later.receive(said[0]);
    expect(later.receive(said[2])).toStrictEqual({ kind: "refused" });
    const laterClient = createClientHandshake({ ...clientSecrets, nonce: "c1".repeat(16) });
    expect(laterClient.receive(said[1])).toStrictEqual({ kind: "refused" });
  });

  it("refuses a server's own proof as the client's", () => {
    const server = createServerHandshake(serverSecrets);
    const step = server.receive({ nonce: serverSecrets.nonce });
    if (step.kind !== "go-on") throw new Error("The first message was refused.");
    expect(server.receive(step.send)).toStrictEqual({ kind: "refused" });
  });

  it("is of no use to a process that stands between two pipes", () => {
    const client = createClientHandshake({ ...clientSecrets, pipe: `${pipe}-of-the-impostor` });
    expect(talk(client, createServerHandshake(serverSecrets)).ended.client).toBe("refused");
  });

  it.each([
    ["text", "nonce"],
    ["nothing", null],
    ["a short nonce", { nonce: "c0" }],
    ["a nonce of other letters", { nonce: "zz".repeat(16) }],
    ["a request", { id: 1, do: "status" }],
  ])("refuses %s", (_, message) => {
    expect(createServerHandshake(serverSecrets).receive(message).kind).toBe("refused");
    expect(createClientHandshake(clientSecrets).receive(message).kind).toBe("refused");
  });

  it("is over after a refusal", () => {
    const client = createClientHandshake(clientSecrets);
    client.receive(null);
    const server = createServerHandshake(serverSecrets);
    const second = server.receive(client.first);
    expect(second.kind === "go-on" && client.receive(second.send).kind).toBe("refused");
  });
});
