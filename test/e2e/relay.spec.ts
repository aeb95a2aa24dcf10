import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { type FakeSshRelay, startFakeRelay } from "../support/fake-ssh-relay.ts";
import { test as base, expect } from "./support/fixtures.ts";

/** A relay that speaks as srv.us does, and announces addresses that this machine can resolve. */
const test = base.extend<{ readonly relay: FakeSshRelay }>({
  // oxlint-disable-next-line no-empty-pattern
  relay: async ({}, use) => {
    const relay = await startFakeRelay({ imitates: "srv.us", byPath: true });
    await use(relay);
    await relay.stop();
  },
});

function settings(relay: FakeSshRelay, demo: { readonly url: string; readonly token: string }): Record<string, string> {
  return {
    TALLYLIGHT_API_URL: demo.url,
    TALLYLIGHT_TOKEN: demo.token,
    TALLYLIGHT_RELAY: `ssh://nomatch@127.0.0.1:${relay.sshPort}?dialect=srv.us&url=http://127.0.0.1:${relay.frontPort}/*`,
  };
}

test("a change elsewhere reaches the tray through an SSH relay, without an address set from outside", async ({
  relay,
  demo,
  desktop,
  launch,
}) => {
  const app = await launch({ environment: settings(relay, demo) });
  const tray = await desktop.nextItem();
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
  const [receiver] = demo.account.receivers.all();
  expect(receiver?.payloadUri.startsWith(`${relay.addresses()[0] ?? ""}/b/`)).toBe(true);

  const delivered = demo.broadcasts.length;
  demo.account.startTimer(castProjectIds.zebra, "Through the relay");
  await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics · 0:0"), "Zebra Logistics");
  // What the app asked for because of it may be answered before its own answer is back through the relay.
  await expect.poll(() => demo.broadcasts.slice(delivered).map(({ status }) => status)).toContain(200);
  await expect.poll(() => app.log()).toContain("A broadcast was verified");
});

test("a relay that dies and comes back is found again by itself", async ({ relay, demo, desktop, launch }) => {
  await launch({ environment: settings(relay, demo) });
  const tray = await desktop.nextItem();
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
  const address = relay.addresses()[0];

  await relay.kill();
  await tray.waitFor((state) => !/\bLive\b/.test(state.tooltip), "that it is not live");
  await relay.revive();
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
  expect(relay.addresses()).toEqual([address]);
  demo.account.startTimer(castProjectIds.zebra);
  await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics"), "Zebra Logistics");
  expect(demo.account.receivers.all()).toHaveLength(1);
});
