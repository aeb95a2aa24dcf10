import { createServer } from "node:http";
import { endWebServer, listenOnLoopback } from "./loopback.ts";

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export interface Recorder {
  readonly port: number;
  readonly requests: readonly Recorded[];
  close(): Promise<void>;
}

/** A server on this machine that answers 200 and remembers every byte. */
export async function startRecorder(): Promise<Recorder> {
  const requests: Recorded[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      requests.push({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(pieces),
      });
      response.end("ok");
    });
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    requests,
    close: () => endWebServer(server),
  };
}
