import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Fetch } from "../../app/ports.ts";

/** No answer of the API comes near this. What is longer is not for us. */
const longestBody = 16 * 1024 * 1024;
/** Shorter than servers keep an idle connection: one that they close while we use it looks like a lost answer. */
const idleMilliseconds = 4_000;

/**
 * Requests over Node's own client, which never follows a redirect. Not Node's `fetch`: that registers clean-ups with
 * the garbage collector, and one that is waiting when Electron takes Node apart keeps the process spinning instead of
 * ending (seen on Electron 25, in one of five exits without a network). Not Chromium's: it adds headers of a browser,
 * which our own listener refuses when it is probed.
 */
export function createFetch(): Fetch {
  const agents = {
    http: new http.Agent({ keepAlive: true, timeout: idleMilliseconds }),
    https: new https.Agent({ keepAlive: true, timeout: idleMilliseconds }),
  };
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
      const options = { method, headers: { ...headers, ...length }, signal };
      const request = url.startsWith("https:")
        ? https.request(url, { ...options, agent: agents.https })
        : http.request(url, { ...options, agent: agents.http });
      request.once("error", reject);
      request.once("response", (response) => {
        // Read at once: a body that nobody takes would keep its connection.
        const text = readText(response);
        text.catch(() => undefined);
        resolve({
          status: response.statusCode ?? 0,
          headers: { get: (name) => headerOf(response, name) },
          text: () => text,
        });
      });
      request.end(body);
    });
}

function headerOf(response: IncomingMessage, name: string): string | null {
  const value = response.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > longestBody) throw new Error("The answer is longer than any the API gives.");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
