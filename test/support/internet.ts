import { request } from "node:http";
import type { BroadcastDelivery } from "../../app/demo/broadcaster.ts";
import type { Fetch } from "../../app/platform/ports.ts";

interface Front {
  readonly domain: string;
  readonly frontPort: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

/**
 * The internet as far as tests need it: names below a relay's domain lead to that relay's front on this machine,
 * TLS being what is left out. Every other name is an error that tells it.
 */
export class Internet {
  readonly #fronts: readonly Front[];
  /** Bodies that were carried to a relay, for a test that counts. */
  posts = 0;

  constructor(fronts: readonly Front[]) {
    this.#fronts = fronts;
  }

  /** What the account uses to deliver a broadcast. */
  readonly deliver = async ({ url, headers, body }: BroadcastDelivery): Promise<{ readonly status: number }> => {
    this.posts += 1;
    const { status } = await this.send(url, "POST", headers, Buffer.from(body), AbortSignal.timeout(10_000));
    return { status };
  };

  readonly fetch: Fetch = async (url, init) => {
    const { status, text, header } = await this.send(url, init.method, init.headers, init.body ?? null, init.signal);
    return { status, headers: { get: header }, text: () => Promise.resolve(text) };
  };

  /** Each piece of `body` becomes a chunk; a single buffer is sent with its length. */
  send(
    url: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer | string | readonly Buffer[] | null,
    signal: AbortSignal,
  ): Promise<Answer> {
    const target = new URL(url);
    const port = this.#portOf(target);
    return new Promise((resolve, reject) => {
      const length =
        typeof body === "string" || Buffer.isBuffer(body) ? { "Content-Length": Buffer.byteLength(body) } : {};
      const sent = request(
        {
          host: "127.0.0.1",
          port,
          method,
          path: target.pathname + target.search,
          headers: { ...headers, Host: target.host, ...length },
          agent: false,
          signal,
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => (text += chunk));
          const header = (name: string): string | null => String(response.headers[name.toLowerCase()] ?? "") || null;
          response.on("end", () => resolve({ status: response.statusCode ?? 0, text, header }));
          response.on("error", reject);
        },
      );
      sent.on("error", reject);
      sent.setNoDelay(true);
      if (Array.isArray(body)) for (const piece of body) sent.write(piece);
      else if (body !== null) sent.write(body);
      sent.end();
    });
  }

  #portOf(target: URL): number {
    // The account is on this machine.
    if (target.hostname === "127.0.0.1") return Number(target.port);
    const front = this.#fronts.find(
      ({ domain }) => target.protocol === "https:" && target.hostname.endsWith(`.${domain}`),
    );
    if (front === undefined) throw new Error(`A test reached for ${target.origin} on the internet`);
    return front.frontPort;
  }
}
