/** The demo account behind https under a name that no directory knows: only a proxy leads there. */
import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { DemoServerOptions } from "./noko/options.ts";
import { createDemoServer, type MemoryDemoServer } from "./noko/server.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import { endWebServer, listenOnLoopback } from "./loopback.ts";

export interface TlsAccount {
  readonly demo: MemoryDemoServer;
  readonly certificate: Certificate;
  /** As a proxy is asked for it. */
  readonly address: string;
  /** Where it really is on this machine. */
  readonly port: number;
  /** Connections that were ever made to it. */
  connections(): number;
  stop(): Promise<void>;
}

/** By default its certificate vouches for itself; `certify` has another one made for its name. */
export async function startTlsAccount(
  options: DemoServerOptions = {},
  certify: (name: string) => Certificate = makeCertificate,
): Promise<TlsAccount> {
  const demo = createDemoServer(options);
  const { origin, hostname } = new URL(demo.baseUrl);
  const certificate = certify(hostname);
  let connections = 0;
  const server = createServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => {
    // The account may end a connection without an answer.
    serve(demo, origin, request, response).catch(() => response.destroy());
  });
  server.on("secureConnection", () => (connections += 1));
  const port = await listenOnLoopback(server);
  return {
    demo,
    certificate,
    address: `${hostname}:443`,
    port,
    connections: () => connections,
    stop: () => {
      demo.stop();
      return endWebServer(server);
    },
  };
}

async function serve(
  demo: MemoryDemoServer,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const answer = await demo.fetch(`${origin}${request.url ?? ""}`, {
    method: request.method ?? "GET",
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString("utf8"),
    redirect: "manual",
    signal: new AbortController().signal,
  });
  for (const name of ["content-type", "date", "link", "location", "retry-after"]) {
    const value = answer.headers.get(name);
    if (value !== null) response.setHeader(name, value);
  }
  response.writeHead(answer.status).end(await answer.text());
}
