import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { type FakeSshRelay, startFakeRelay } from "../support/fake-ssh-relay.ts";
import { expect, test as base } from "./support/fixtures.ts";
import { recordTraffic } from "./support/ipc-traffic.ts";
import { TimerWindow } from "./support/timer-window.ts";

/** The installation's SSH key is made and used here, too. */
const test = base.extend<{ readonly relay: FakeSshRelay }>({
  // oxlint-disable-next-line no-empty-pattern
  relay: async ({}, use) => {
    const relay = await startFakeRelay({ imitates: "srv.us", byPath: true });
    await use(relay);
    await relay.kill();
  },
});

/** Whatever key it is: its frame as text, and the beginning of OpenSSH's format plain and in Base64. */
const signsOfKey = ["PRIVATE KEY", "openssh-key-v1", "b3BlbnNzaC1rZXktdjE"] as const;

test("after signing in and using everything, no secret is in profile, logs, IPC traffic or clipboard", async ({
  desktop,
  launch,
  demo,
  relay,
}) => {
  const app = await launch({
    environment: {
      TALLYLIGHT_API_URL: demo.url,
      TALLYLIGHT_RELAY: `ssh://nomatch@127.0.0.1:${relay.sshPort}?dialect=srv.us&url=http://127.0.0.1:${relay.frontPort}/*`,
    },
  });
  const tray = await desktop.nextItem();
  const page = await app.window();
  const traffic = await recordTraffic(app.electron);

  const timerWindow = new TimerWindow(page);
  await page.reload();
  const signedIn = await page.evaluate((token) => window.tallylight?.signIn({ token }), demo.token);
  expect(signedIn).toMatchObject({ kind: "signed-in" });
  await timerWindow.headline.waitFor();
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
  await page.evaluate(async (gear) => {
    const bridge = window.tallylight;
    if (bridge === undefined) throw new Error("The page has no bridge.");
    await bridge.getSettings();
    await bridge.changeSettings({ favouriteProjects: [gear] });
    await bridge.readDiagnostics();
    await bridge.copyDiagnostics();
    await bridge.dispatch({ kind: "pause", projectId: gear });
    await bridge.dispatch({ kind: "start", projectId: gear });
    await bridge.dispatch({ kind: "refresh" });
  }, castProjectIds.gear);
  demo.account.startTimer(castProjectIds.zebra);
  await tray.waitFor((state) => state.tooltip.startsWith("Zebra"), "Zebra");

  const [receiver] = demo.account.receivers.all();
  const secretPath = new URL(receiver?.payloadUri ?? "").pathname.split("/").at(-1) ?? "";
  const secrets = [demo.token, receiver?.secret ?? "", secretPath];
  expect(secrets.filter((secret) => secret.length < 20)).toEqual([]);

  const { toPage, fromPage } = await traffic();
  expect(toPage.length).toBeGreaterThan(5);
  const clipboard = await app.read(({ clipboard: board }) => board.readText());
  expect(clipboard).toContain("Listener answered: ");
  await app.terminate();

  const texts = [...toPage, clipboard, app.output(), ...(await readAll(app.profile))];
  for (const secret of [...secrets, ...signsOfKey]) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  // The token crosses the border once, inwards, where the person types it.
  expect(fromPage.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([
    JSON.stringify(["account:sign-in", { token: demo.token }]),
  ]);
});

async function readAll(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // As bytes: a secret in a binary file is as readable as in a text.
  return Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name), "latin1")));
}
