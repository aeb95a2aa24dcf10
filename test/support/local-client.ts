/** A program at the app's local socket, as a test writes one: lines out, lines in. */
import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { createInterface } from "node:readline";

export type Message = Readonly<Record<string, unknown>>;

export interface LocalClient {
  readonly socket: Socket;
  /** The server's first line. */
  readonly greeting: Message;
  /** Every line but the greeting, in turn. */
  readonly messages: readonly Message[];
  /** Sends a request and waits for its answer. */
  ask(request: Message): Promise<Message>;
  /** Sends it and waits for nothing. Returns its id. */
  send(request: Message): number;
  answer(id: number): Promise<Message>;
  events(): readonly Message[];
  /** Resolves with the first message, also of those that came already, for which `isWanted` holds. */
  until(isWanted: (message: Message) => boolean): Promise<Message>;
  /** Resolves when the server has ended the connection. */
  readonly closed: Promise<unknown>;
  close(): void;
}

export async function connectLocalClient(path: string): Promise<LocalClient> {
  const socket = createConnection(path);
  await once(socket, "connect");
  const messages: Message[] = [];
  const waiting = new Set<() => void>();
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  let greet: ((message: Message) => void) | null = null;
  const greeting = new Promise<Message>((resolve) => (greet = resolve));
  lines.on("line", (line) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what it holds is what tests compare
    const message = JSON.parse(line) as Message;
    if (greet === null) messages.push(message);
    greet?.(message);
    greet = null;
    for (const check of waiting) check();
  });
  socket.on("error", () => undefined);
  const closed = once(socket, "close");
  let lastId = 0;

  function until(isWanted: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = messages.find((message) => isWanted(message));
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
      void closed.then(() => {
        if (waiting.delete(check)) reject(new Error("The connection ended before the message came."));
      });
    });
  }

  const answer = (id: number): Promise<Message> => until((message) => message["id"] === id);
  const client: Omit<LocalClient, "greeting"> = {
    socket,
    messages,
    closed,
    until,
    answer,
    send(request) {
      lastId += 1;
      socket.write(`${JSON.stringify({ id: lastId, ...request })}\n`);
      return lastId;
    },
    ask: (request) => answer(client.send(request)),
    events: () => messages.filter((message) => "event" in message),
    close: () => socket.destroy(),
  };
  return { ...client, greeting: await greeting };
}
