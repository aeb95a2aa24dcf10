import { writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { TestInfo } from "playwright/test";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { makeAuthority } from "../support/certificate.ts";
import { startFakeRelay } from "../support/fake-ssh-relay.ts";
import { SocksServer } from "../support/socks-server.ts";
import { startTlsAccount, type TlsAccount } from "../support/tls-account.ts";
import { WebProxy } from "../support/web-proxy.ts";
import { isPackaged } from "./support/electron.ts";
import { test as base, expect } from "./support/fixtures.ts";
import { freePort, listenOnLoopback } from "../support/loopback.ts";
import { TimerWindow } from "./support/timer-window.ts";

const { zebra } = castProjectIds;
const token = "the-secret-token-of-this-test";
/** Vouches for the account, as a company does whose network opens TLS. */
const office = makeAuthority("Office Authority");
const someone = "somebody:and-their-password";

/** An account under a name that no directory knows, and the proxy that alone leads there. */
const test = base.extend<{ readonly account: TlsAccount; readonly webProxy: WebProxy }>({
  // oxlint-disable-next-line no-empty-pattern
  account: async ({}, use) => {
    const options = { token, cast: "quiet", broadcastIntervalMilliseconds: 20 } as const;
    const account = await startTlsAccount(options, office.issue);
    await use(account);
    await account.stop();
  },
  webProxy: async ({ account }, use) => {
    const proxy = await WebProxy.start({ addresses: { [account.address]: account.port } });
    await use(proxy);
    await proxy.stop();
  },
});

function pacScript(port: number): string {
  return `function FindProxyForURL(url, host) { return "PROXY 127.0.0.1:${port}; DIRECT"; }`;
}

/** What the app is started with, besides what names the proxy. */
async function settings(
  account: TlsAccount,
  testInfo: TestInfo,
  { certificate } = office,
): Promise<Record<string, string>> {
  const certificates = testInfo.outputPath("authorities.pem");
  await writeFile(certificates, certificate);
  const port = String(await freePort());
  return {
    // A desktop has settings of its own, which would count first.
    XDG_CURRENT_DESKTOP: "",
    no_proxy: "",
    // Run from source, the app takes it for the system's own list.
    SSL_CERT_FILE: certificates,
    TALLYLIGHT_API_URL: account.demo.baseUrl,
    TALLYLIGHT_TOKEN: token,
    TALLYLIGHT_PUBLIC_URL: `http://127.0.0.1:${port}`,
    TALLYLIGHT_LISTEN_PORT: port,
  };
}

test("a certificate by an authority that nobody installed: said in words, and nothing is sent", async ({
  account,
  webProxy: proxy,
  desktop,
  launch,
}, testInfo) => {
  const app = await launch({
    environment: {
      ...(await settings(account, testInfo, makeAuthority("Somebody's Authority"))),
      // Node would heed it.
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
    },
    args: [`--proxy-server=127.0.0.1:${proxy.port}`],
  });
  const tray = await desktop.nextItem();
  await tray.waitFor((state) => state.tooltip.includes("Connection not trusted since"), "the refusal", 20_000);
  expect(account.demo.requests).toEqual([]);
  await tray.click("Show Tallylight");
  const page = await app.window();
  await page.getByRole("button", { name: /^Connection not trusted since/ }).click();
  await expect(page.getByRole("dialog")).toContainText("Ask your network's administrator to install its authority");
});

test("no environment says to a package whom to trust", async ({
  account,
  webProxy: proxy,
  desktop,
  launch,
}, testInfo) => {
  test.skip(!isPackaged, "Run from source, the app reads the file that the environment names.");
  const environment = await settings(account, testInfo);
  const { SSL_CERT_FILE: certificates = "" } = environment;
  await launch({
    environment: { ...environment, NODE_EXTRA_CA_CERTS: certificates, NODE_USE_SYSTEM_CA: "1" },
    args: [`--proxy-server=127.0.0.1:${proxy.port}`],
  });
  const tray = await desktop.nextItem();
  await tray.waitFor((state) => state.tooltip.includes("Connection not trusted since"), "the refusal", 20_000);
  expect(account.demo.requests).toEqual([]);
});

test("the process that asks Windows and macOS for their CA certificates starts, answers a list, and can be ended", async ({
  launch,
}) => {
  const app = await launch({ environment: { TALLYLIGHT_TOKEN: token, TALLYLIGHT_API_URL: "http://127.0.0.1:9/v2" } });
  const outcome = await app.electron.evaluate(({ app: electron, utilityProcess }) => {
    const asked = utilityProcess.fork(`${electron.getAppPath()}/out/main/ca-certificates-process.cjs`);
    return new Promise<unknown>((resolve) => {
      asked.once("message", (answer: unknown) => {
        asked.once("exit", () => resolve(answer));
        asked.kill();
      });
    });
  });
  // Empty on a runtime that can't tell them.
  expect(Array.isArray(outcome) && outcome.every((each) => typeof each === "string")).toBe(true);
});

test.describe("by an authority that this computer knows", () => {
  test.skip(isPackaged, "A package reads the system's own files alone, and a test changes nothing there.");

  test("through a proxy alone: live, a change elsewhere arrives, and no secret is sent on the way", async ({
    account,
    webProxy: proxy,
    desktop,
    launch,
  }, testInfo) => {
    const environment = {
      ...(await settings(account, testInfo)),
      http_proxy: `http://${someone}@127.0.0.1:${proxy.port}`,
      https_proxy: `http://${someone}@127.0.0.1:${proxy.port}`,
    };
    const app = await launch({ environment });
    const tray = await desktop.nextItem();
    await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
    account.demo.account.startTimer(zebra, "On the phone");
    await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics · 0:0"), "Zebra Logistics");

    await tray.click("Show Tallylight");
    await new TimerWindow(await app.window()).headline.waitFor();
    // Nor does Electron call anybody by itself, with a window or without.
    expect([new Set(proxy.tunnels), proxy.forwarded]).toEqual([new Set([account.address]), []]);
    expect(proxy.read).not.toContain(token);
    await tray.click("Help", "Copy diagnostics");
    await expect
      .poll(() => app.read(({ clipboard }) => clipboard.readText()))
      .toContain(`Requests: go through 127.0.0.1:${proxy.port}\nTrusted authorities: built in, and the system's\n`);
    const log = await app.log();
    expect(log).toContain(`127.0.0.1:${proxy.port}`);
    for (const text of [log, app.output()]) expect(text).not.toContain("and-their-password");
  });

  test("a proxy that wants a password is named as the reason, and let through later all is well", async ({
    account,
    webProxy: proxy,
    desktop,
    launch,
  }, testInfo) => {
    proxy.mood = { kind: "answer", status: 407 };
    await launch({
      environment: await settings(account, testInfo),
      args: [`--proxy-server=127.0.0.1:${proxy.port}`],
    });
    const tray = await desktop.nextItem();
    await tray.waitFor((state) => state.tooltip.includes("Stopped by a proxy since"), "the proxy's refusal", 20_000);
    expect(account.connections()).toBe(0);

    proxy.mood = { kind: "open" };
    await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 30_000);
  });

  test("a script that nobody serves keeps neither icon nor requests waiting, and counts once it is there", async ({
    account,
    webProxy: proxy,
    desktop,
    launch,
  }, testInfo) => {
    const held: ServerResponse[] = [];
    const script = createServer((_request, response) => void held.push(response));
    const port = await listenOnLoopback(script);
    try {
      await launch({
        environment: await settings(account, testInfo),
        args: [`--proxy-pac-url=http://127.0.0.1:${port}/proxy.pac`],
      });
      const tray = await desktop.nextItem();
      await tray.waitFor((state) => state.tooltip.includes("Offline since"), "that nothing gets out", 20_000);
      expect([held.length, proxy.read]).toEqual([1, ""]);

      held[0]?.setHeader("Content-Type", "application/x-ns-proxy-autoconfig").end(pacScript(proxy.port));
      await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 30_000);
      expect(new Set(proxy.tunnels)).toEqual(new Set([account.address]));
    } finally {
      script.close();
      script.closeAllConnections();
    }
  });

  test("a SOCKS proxy serves as well", async ({ account, desktop, launch }, testInfo) => {
    const socks = await SocksServer.start({ addresses: { [account.address]: account.port } });
    try {
      await launch({
        environment: await settings(account, testInfo),
        args: [`--proxy-server=socks5://127.0.0.1:${socks.port}`],
      });
      const tray = await desktop.nextItem();
      await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
      expect(new Set(socks.asked)).toEqual(new Set([account.address]));
    } finally {
      await socks.stop();
    }
  });

  test("a relay over SSH is reached through the proxy as well", async ({ account, desktop, launch }, testInfo) => {
    const relay = await startFakeRelay({ imitates: "srv.us", byPath: true });
    const proxy = await WebProxy.start({
      addresses: { [account.address]: account.port, "relay.invalid:22": relay.sshPort },
    });
    try {
      const {
        TALLYLIGHT_PUBLIC_URL: _,
        TALLYLIGHT_LISTEN_PORT: __,
        ...environment
      } = await settings(account, testInfo);
      const script = Buffer.from(pacScript(proxy.port)).toString("base64");
      await launch({
        environment: {
          ...environment,
          TALLYLIGHT_RELAY: `ssh://nomatch@relay.invalid:22?dialect=srv.us&url=http://127.0.0.1:${relay.frontPort}/*`,
        },
        args: [`--proxy-pac-url=data:application/x-ns-proxy-autoconfig;base64,${script}`],
      });
      const tray = await desktop.nextItem();
      await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
      expect(new Set(proxy.tunnels)).toEqual(new Set([account.address, "relay.invalid:22"]));
      account.demo.account.startTimer(zebra, "Through relay and proxy");
      await tray.waitFor((state) => state.tooltip.startsWith("Zebra Logistics"), "Zebra Logistics");
    } finally {
      await relay.stop();
      await proxy.stop();
    }
  });
});
