import { castProjectIds } from "../../app/demo/cast-projects.ts";
import type { SentBroadcast } from "../support/noko/broadcast-log.ts";
import type { DemoServer } from "../support/noko/server.ts";
import { expect, test } from "./support/fixtures.ts";
import { holdLooks } from "./support/held-fetches.ts";
import { post } from "./support/post.ts";
import { requestsFromNow } from "./support/requests.ts";

const { gear, sprockets } = castProjectIds;

test("a broadcast with one bit flipped is refused, and changes nothing that is shown of the timers", async ({
  opened,
  demo,
}) => {
  const { tray, window } = opened;
  const { page } = window;
  const genuine = await nextBroadcast(demo, () => demo.account.describeTimer(gear, "As it was sent"));
  await tray.waitFor((state) => state.tooltip.includes("As it was sent"), "the description");
  await expect(page.getByText("As it was sent")).toBeVisible();
  const { url, headers, body } = genuine.delivery;
  const forged = withOneBitFlipped(body);
  expect(forged.toString()).toContain(`/projects/${sprockets}/timer"`);

  // Something did change there, so that a client that believes the forged broadcast would find it; and nobody else may.
  const release = await holdLooks(demo, page);
  demo.faults.broadcasts.decide = () => ({ kind: "drop" });
  demo.account.describeTimer(sprockets, "Nobody announced");
  await demo.flushBroadcasts();
  const requests = requestsFromNow(demo);
  const before = await tray.state();

  expect(await post(url, headers, forged)).toEqual({ status: 401, text: "" });

  // What is shown of the timers stays; that the link proves itself anew is all that it brings about.
  const after = await tray.waitFor((state) => !/\bLive\b/.test(state.tooltip), "a link that is being checked");
  expect(shownLines(after.tooltip)).toEqual(shownLines(before.tooltip));
  await expect(page.getByText("As it was sent")).toBeVisible();

  // The next genuine one is believed: the app had only refused, not stopped listening.
  release();
  demo.faults.broadcasts.decide = null;
  demo.account.describeTimer(gear, "Believed");
  await expect.poll(requests).toContain(`GET /v2/projects/${gear}/timer`);
  await tray.waitFor((state) => state.tooltip.includes("Believed"), "the next description");
  await expect(page.getByText("Believed")).toBeVisible();
  // What was believed before would have been asked for before.
  expect(requests()).not.toContain(`GET /v2/projects/${sprockets}/timer`);
});

/** Waits for what a change sends out. */
async function nextBroadcast(demo: DemoServer, change: () => void): Promise<SentBroadcast> {
  const sent = new Promise<SentBroadcast>((resolve) => {
    const unsubscribe = demo.onBroadcast((broadcast) => {
      if (!broadcast.delivery.body.includes(String(gear))) return;
      unsubscribe();
      resolve(broadcast);
    });
  });
  change();
  return sent;
}

/** In a digit of the last number: the result is still well-formed JSON, and is about another project. */
function withOneBitFlipped(body: string): Buffer {
  const bytes = Buffer.from(body);
  const at = bytes.findLastIndex((byte) => byte >= 0x30 && byte <= 0x37);
  if (at < 0) throw new Error("The broadcast has no digit to flip a bit of.");
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

/** Of the tooltip: what the timer is and does. The last line is about the link. */
function shownLines(tooltip: string): readonly string[] {
  return tooltip.split("\n").slice(0, 2);
}
