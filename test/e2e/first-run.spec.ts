import type { Page } from "playwright";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { statusTexts } from "../../app/texts/status.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { type DemoServer, startDemoServer } from "../support/noko/server.ts";
import { startFakeRelay } from "../support/fake-ssh-relay.ts";
import { expect, test } from "./support/fixtures.ts";
import { freePort } from "../support/loopback.ts";
import { TimerWindow } from "./support/timer-window.ts";

const { zebra } = castProjectIds;

test("a fresh profile: a token is typed, the link is live in under ten seconds, and a try proves it", async ({
  launch,
  demo,
}, testInfo) => {
  const relay = await startFakeRelay({ imitates: "srv.us", byPath: true });
  try {
    const app = await launch({
      environment: {
        TALLYLIGHT_API_URL: demo.url,
        TALLYLIGHT_RELAY: `ssh://nomatch@127.0.0.1:${relay.sshPort}?dialect=srv.us&url=http://127.0.0.1:${relay.frontPort}/*`,
      },
    });
    const window = new TimerWindow(await app.window());
    const { page } = window;
    await window.tokenField.pressSequentially(demo.token);
    const untilLive = await timeUntilLive(page);
    await signInButton(page).click();

    await expect(step(page, firstRunTexts.signedInAs("Avery Quill"))).toContainText("avery.quill@example.com");
    await expect(step(page, firstRunTexts.reachable)).toContainText(firstRunTexts.stepDone);
    const milliseconds = await untilLive();
    testInfo.annotations.push({ type: "live after", description: `${Math.round(milliseconds)} ms` });
    expect(milliseconds).toBeLessThan(10_000);

    const tryIt = step(page, firstRunTexts.tryIt);
    await expect(tryIt).toContainText(firstRunTexts.stepOpen);
    await expect(tryIt).toContainText(firstRunTexts.tryItLive);
    demo.account.startTimer(zebra, "On the phone");
    const tried = step(page, firstRunTexts.appeared("Zebra Logistics"));
    await expect(tried).toContainText(firstRunTexts.stepDone);
    await expect(tried).toContainText(firstRunTexts.appearedDetail);
    await page.getByRole("button", { name: firstRunTexts.done }).click();
    await expect(window.headline).toHaveText("Zebra Logistics");
    await expect(window.linkText).toContainText("Live");
  } finally {
    await relay.kill();
  }
});

test("a wrong token is explained beside its field, which waits for a new one", async ({ launch, demo }) => {
  const app = await launch({ environment: { TALLYLIGHT_API_URL: demo.url } });
  const window = new TimerWindow(await app.window());
  await window.tokenField.fill("not-the-token");
  await signInButton(window.page).click();
  await expect(window.page.getByRole("alert")).toHaveText(
    "The token was not accepted. It may be mistyped, expired or revoked. Paste a new one.",
  );
  await expect(window.tokenField).toBeFocused();
  await expect(window.tokenField).toHaveValue("");
  await window.page.keyboard.type(demo.token);
  await window.page.keyboard.press("Enter");
  await expect(step(window.page, firstRunTexts.signedInAs("Avery Quill"))).toBeVisible();
});

test("without a network it says so, and signing in works as soon as there is one", async ({ launch }) => {
  const port = await freePort();
  const app = await launch({ environment: { TALLYLIGHT_API_URL: `http://127.0.0.1:${port}/v2` } });
  const window = new TimerWindow(await app.window());
  await window.tokenField.fill("some-token");
  await signInButton(window.page).click();
  await expect(window.page.getByRole("alert")).toHaveText(
    "Your account can't be reached. Check your network, then sign in again.",
  );

  const network = await startDemoServer({ port, broadcastIntervalMilliseconds: 20 });
  try {
    await window.tokenField.fill(network.token);
    await signInButton(window.page).click();
    await expect(step(window.page, firstRunTexts.signedInAs("Avery Quill"))).toBeVisible();
  } finally {
    await network.stop();
  }
});

test("an account that forbids broadcasts: said in words, and a change elsewhere appears by looking", async ({
  launch,
  managed,
  demo,
}) => {
  const { TALLYLIGHT_TOKEN: _token, ...environment } = managed;
  demo.faults.forbiddenBroadcasts = true;
  const app = await launch({ environment });
  const window = new TimerWindow(await app.window());
  await signIn(window, demo);
  const reachable = step(window.page, firstRunTexts.unreachable);
  await expect(reachable).toContainText(firstRunTexts.stepAttention);
  await expect(reachable).toContainText(
    "Your account does not let changes made elsewhere be sent to this computer. Tallylight checks by itself. " +
      "An owner of the account can allow it.",
  );
  await expect(reachable.getByRole("button")).toHaveText([statusTexts.checkNow]);
  await expectUsefulByPolling(window, demo);
});

test("a relay that is blocked: said in words, and a change elsewhere appears by looking", async ({ launch, demo }) => {
  const nobody = await freePort();
  const app = await launch({
    environment: {
      TALLYLIGHT_API_URL: demo.url,
      TALLYLIGHT_RELAY: `ssh://nomatch@127.0.0.1:${nobody}?dialect=srv.us&url=http://127.0.0.1:${nobody}/*`,
    },
  });
  const window = new TimerWindow(await app.window());
  await signIn(window, demo);
  const reachable = step(window.page, firstRunTexts.unreachable);
  await expect(reachable).toContainText(firstRunTexts.stepAttention);
  await expect(reachable).toContainText(
    "The service that makes this computer reachable does not answer, or your network blocks it. " +
      "Tallylight checks by itself meanwhile, and keeps trying. Another service can be chosen in Preferences.",
  );
  await expect(reachable.getByRole("button")).toHaveText([windowTexts.fix, statusTexts.checkNow]);
  await expectUsefulByPolling(window, demo);
});

/** Nobody announces the change: it is seen at the next fetch, of which the step has said when it comes. */
async function expectUsefulByPolling({ page, headline, linkText }: TimerWindow, demo: DemoServer): Promise<void> {
  await expect(step(page, firstRunTexts.tryIt)).toContainText(firstRunTexts.tryItPolling(10));
  const delivered = demo.broadcasts.length;
  demo.account.startTimer(zebra, "On the phone");
  const tried = step(page, firstRunTexts.appeared("Zebra Logistics"));
  await expect(tried).toContainText(firstRunTexts.stepDone, { timeout: 15_000 });
  expect(demo.broadcasts.slice(delivered)).toEqual([]);
  await page.getByRole("button", { name: firstRunTexts.done }).click();
  await expect(headline).toHaveText("Zebra Logistics");
  await expect(linkText).toHaveText("Checking every 10 s");
}

async function signIn({ page, tokenField }: TimerWindow, demo: DemoServer): Promise<void> {
  await tokenField.fill(demo.token);
  await signInButton(page).click();
}

function signInButton(page: Page) {
  return page.getByRole("button", { name: firstRunTexts.signIn, exact: true });
}

function step(page: Page, title: string) {
  return page.getByRole("listitem").filter({ hasText: title });
}

/** From the next press of a button until the app says that the link is live, by the page's own clock. */
async function timeUntilLive(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const times: { pressed?: number; live?: number } = {};
    Reflect.set(globalThis, "timesOfFirstRun", times);
    addEventListener("click", () => (times.pressed ??= performance.now()), true);
    window.tallylight?.onSnapshot(({ snapshot }) => {
      if (snapshot.link.state === "live") times.live ??= performance.now();
    });
  });
  return () =>
    page.evaluate(() => {
      const times: unknown = Reflect.get(globalThis, "timesOfFirstRun");
      const at = (name: string): number => {
        const time: unknown = typeof times === "object" && times !== null ? Reflect.get(times, name) : null;
        return typeof time === "number" ? time : Number.NaN;
      };
      return at("live") - at("pressed");
    });
}
