/**
 * The same promise as in the unit tests, kept by the platform's own `fetch` over real sockets: left to itself it
 * would carry `X-NokoToken` along to wherever a server points.
 */
import { createServer, type RequestListener, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRateGate } from "../../app/noko/rate-gate.ts";
import { createNokoApi } from "../../app/noko/client.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { ApiError } from "../../app/noko/errors.ts";
import { systemClock, systemRandom } from "../../app/platform/system.ts";
import { timerExample } from "../support/documentation-examples.ts";
import { listenOnLoopback } from "../support/loopback.ts";

const TOKEN = "planted-token-6f7574736964657273";

interface Listening {
  readonly server: Server;
  readonly origin: string;
}

async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  return { server, origin: `http://127.0.0.1:${await listenOnLoopback(server)}` };
}

describe("redirects over real sockets", () => {
  let hostile: Listening;
  let honest: Listening;
  let location = "";
  let arrivedAtHostile = 0;
  let tokensAtHonest = 0;

  beforeAll(async () => {
    hostile = await listen((_, response) => {
      arrivedAtHostile += 1;
      response.end("{}");
    });
    honest = await listen((request, response) => {
      const { "x-nokotoken": personal, authorization } = request.headers;
      if (personal === TOKEN || authorization === `Bearer ${TOKEN}`) tokensAtHonest += 1;
      if (request.url === "/v2/target") response.end(JSON.stringify(timerExample));
      else response.writeHead(302, { Location: location }).end();
    });
  });

  afterAll(() => {
    hostile.server.close();
    honest.server.close();
  });

  function client() {
    return createNokoApi({
      baseUrl: `${honest.origin}/v2`,
      token: TOKEN,
      fetch: (url, init) => fetch(url, init),
      clock: systemClock,
      gate: createRateGate({ clock: systemClock, random: systemRandom }),
      logger: createMemoryLogger(),
      version: "1.2.3",
    });
  }

  it("the token reaches the API alone", async () => {
    const { port } = new URL(hostile.origin);
    const addresses = [
      `${hostile.origin}/v2/target`,
      `//127.0.0.1:${port}/v2/target`,
      `http://127.0.0.1:${port}@127.0.0.1:${port}/`,
    ];
    for (const address of addresses) {
      location = address;
      const error: unknown = await client()
        .getTimer(`${honest.origin}/v2/x`, { priority: "user-action" })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ApiError);
      expect(String(error)).toContain("redirected-elsewhere");
    }
    expect(arrivedAtHostile).toBe(0);
  });

  it("follows within the API, with the token", async () => {
    location = "target";
    tokensAtHonest = 0;
    const answer = await client().getTimer(`${honest.origin}/v2/x`, { priority: "user-action" });
    expect(answer.value?.id).toBe(timerExample.id);
    expect(tokensAtHonest).toBe(2);
  });
});
