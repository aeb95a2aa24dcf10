/** What looks like the account reaching us, and is not: it proves nothing, and nothing is asked because of it. */
import { afterEach, expect, it } from "vitest";
import { assertNever } from "../../app/model/assert-never.ts";
import { signBody } from "../../app/broadcast/signature.ts";
import { createMemorySession, type MemorySession } from "../support/memory-session.ts";
import { seededRandom } from "../support/seeded-random.ts";

const minute = 60_000;
const count = 10_000;

let memory: MemorySession;

afterEach(async () => {
  const stopping = memory.stop();
  await memory.clock.advance(minute);
  await stopping;
});

const random = seededRandom(20_251_128);
const below = (limit: number): number => Math.floor(random.fraction() * limit);

interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function timestamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/u, "Z");
}

function ping(createdAt: number, serial: number): string {
  return JSON.stringify({
    webhook: { id: 1, name: "Tallylight" },
    type: "webhook.ping",
    created_at: timestamp(createdAt),
    payload_id: `payload-${serial}`,
    object: {},
  });
}

function flipped(text: string): string {
  const bytes = Buffer.from(text);
  const at = below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << below(7));
  return bytes.toString("latin1");
}

/** One way of not being what we asked for. */
type Kind = "forged" | "altered" | "replayed" | "late" | "cross-signed" | "broadcast" | "event";
const kinds: readonly Kind[] = ["forged", "altered", "replayed", "late", "cross-signed", "broadcast", "event"];

it(`${count} forged, altered, replayed, late and cross-signed pings: no proof and no request, asked or not`, async () => {
  memory = createMemorySession();
  const { clock, server, path, session } = memory;
  session.start();
  await clock.advance(minute);
  const [webhook] = server.account.webhooks.all();
  const [receiver] = server.account.receivers.all();
  if (webhook === undefined || receiver === undefined) throw new Error("Nothing was set up");
  const { provedAt } = memory.snapshot().link;
  expect(provedAt).not.toBeNull();
  const genuine = ping(clock.wallNow() - minute / 2, 0);
  expect(await status(post(genuine, webhook.secret))).toBe(200);

  function post(body: string, secret: string): Post {
    return {
      url: webhook?.payloadUri ?? "",
      headers: {
        "Content-Type": "application/json",
        "X-Noko-EventCategory": "webhook",
        "X-Noko-Signature": signBody(secret, Buffer.from(body)),
        "User-Agent": "Noko-Webhooks",
      },
      body,
    };
  }
  async function status(sent: Post): Promise<number> {
    return (await path.post(sent)).status;
  }
  function wrong(kind: Kind, serial: number): { readonly post: Post; readonly expected: number } {
    const now = clock.wallNow();
    const asked = ping(now, serial);
    switch (kind) {
      case "forged":
        return { post: post(asked, `guess-${serial}`), expected: 401 };
      case "altered": {
        const good = post(asked, webhook?.secret ?? "");
        const body = flipped(asked);
        return { post: { ...good, body }, expected: 401 };
      }
      case "replayed":
        return { post: post(genuine, webhook?.secret ?? ""), expected: 200 };
      case "late":
        return {
          post: post(ping(now - 10 * minute - below(72 * 60) * minute, serial), webhook?.secret ?? ""),
          expected: 200,
        };
      case "cross-signed":
        return { post: post(asked, receiver?.secret ?? ""), expected: 401 };
      case "broadcast": {
        const subject = { type: "timer", url: `${server.baseUrl}/projects/1/timer` };
        const body = JSON.stringify({ sent_at: timestamp(now), last_event: "timer.running", subject, serial });
        return { post: post(body, webhook?.secret ?? ""), expected: 422 };
      }
      case "event": {
        const body = JSON.stringify({ created_at: timestamp(now), type: "team.deleted", object: { serial } });
        return { post: post(body, webhook?.secret ?? ""), expected: 200 };
      }
      default:
        return assertNever(kind, "kind");
    }
  }
  async function sendAll(from: number, to: number): Promise<void> {
    for (let serial = from; serial < to; serial += 1) {
      const kind = kinds[serial % kinds.length] ?? "forged";
      const { post: sent, expected } = wrong(kind, serial);
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as they would come
      expect(await status(sent)).toBe(expected);
    }
  }

  // While nothing was asked.
  const before = server.requests.length;
  await sendAll(1, count / 2);
  await clock.advance(1_000);
  expect(server.requests.length - before).toBe(0);
  expect(memory.snapshot().link).toMatchObject({ state: "live", provedAt });

  // While an answer is awaited that does not come: what was captured before does not pass for it.
  path.openForSender = false;
  const pressed = session.dispatch({ kind: "repair", hop: "sender" });
  await clock.advance(1_000);
  const asked = server.requests.length;
  path.openForSender = true;
  for (let serial = count / 2; serial < count; serial += 1) {
    const kind = serial % 2 === 0 ? "late" : "replayed";
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as they would come
    expect(await status(wrong(kind, serial).post)).toBe(200);
  }
  path.openForSender = false;
  expect(server.requests.length - asked).toBe(0);
  expect(memory.snapshot().link.provedAt).toBe(provedAt);
  await clock.advance(92_000);
  await pressed;
  expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "sender-late", provedAt });
});
