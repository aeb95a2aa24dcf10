import { castProjectIds } from "../../app/demo/cast-projects.ts";
import type { SentBroadcast } from "../../app/demo/broadcaster.ts";
import type { DemoServer } from "../../app/demo/server.ts";
import { expect, test } from "./support/fixtures.ts";
import { post } from "./support/post.ts";
import { requestsFromNow } from "./support/requests.ts";

test("a broadcast with one bit flipped is refused and has no effect at all", async ({ opened, demo }) => {
  const { tray, window } = opened;
  const genuine = await nextBroadcast(demo, () => demo.account.startTimer(castProjectIds.zebra));
  await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics"), "Zebra Logistics");
  await expect(window.headline).toHaveText("Zebra Logistics");

  // Something did change, so that whoever believes the forged broadcast would find it.
  demo.faults.broadcasts.decide = () => ({ kind: "drop" });
  demo.account.startTimer(castProjectIds.pixel);
  await demo.flushBroadcasts();
  const requests = requestsFromNow(demo);
  const before = await tray.state();
  const signalsBefore = tray.signals.length;

  const { url, headers, body } = genuine.delivery;
  expect(await post(url, headers, withOneBitFlipped(body))).toEqual({ status: 401, text: "" });

  expect(requests()).toEqual([]);
  expect(await tray.state()).toEqual({ ...before, icon: expect.objectContaining({ hash: before.icon.hash }) });
  expect(tray.signals).toHaveLength(signalsBefore);
  await expect(window.headline).toHaveText("Zebra Logistics");

  // The next genuine one is believed: the app had only refused, not stopped listening.
  demo.faults.broadcasts.decide = null;
  demo.account.describeTimer(castProjectIds.pixel, "Believed");
  await expect(window.headline).toHaveText("Pixel Post — Newsletter");
  await tray.waitFor((state) => state.tooltip.startsWith("Pixel Post"), "Pixel Post");
});

/** Waits for what a change sends out. */
async function nextBroadcast(demo: DemoServer, change: () => void): Promise<SentBroadcast> {
  const sent = new Promise<SentBroadcast>((resolve) => {
    const unsubscribe = demo.onBroadcast((broadcast) => {
      if (!broadcast.delivery.body.includes(String(castProjectIds.zebra))) return;
      unsubscribe();
      resolve(broadcast);
    });
  });
  change();
  return sent;
}

/** In the last digit of the first number: the result is still well-formed JSON. */
function withOneBitFlipped(body: string): Buffer {
  const bytes = Buffer.from(body);
  const at = bytes.findLastIndex((byte) => byte >= 0x30 && byte <= 0x37);
  if (at < 0) throw new Error("The broadcast has no digit to flip a bit of.");
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}
