import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { requests } from "../../app/contract/requests.ts";
import { badPayloads, badTokens } from "./support/bad-payloads.ts";
import { expect, test } from "./support/fixtures.ts";
import { holdLooks } from "./support/held-fetches.ts";
import { requestsFromNow } from "./support/requests.ts";

const channels = Object.keys(requests);

test("there are fifty different bad payloads", () => {
  expect(new Set(badPayloads()).size).toBe(50);
});

test("fifty bad payloads from the page through each function that takes one have no effect", async ({
  opened,
  demo,
}) => {
  const { app, tray, window } = opened;
  await holdLooks(demo, window.page);
  const requests = requestsFromNow(demo);
  const before = await tray.state();
  const settings = await settingsOf(app.profile);

  const outcomes = await window.page.evaluate(
    async ([payloads, tokens]) => {
      const bridge = globalThis.window.tallylight;
      if (bridge === undefined) return ["no bridge"];
      const expected: string[] = [];
      // The types forbid what is sent here, so it is sent past them.
      for (const send of [bridge.dispatch, bridge.signIn, bridge.changeSettings, bridge.openHelp]) {
        for (const payload of send === bridge.signIn ? tokens : payloads) {
          const [answer] = await Promise.allSettled([
            Promise.resolve(Reflect.apply(send, undefined, [send === bridge.signIn ? { token: payload } : payload])),
          ]);
          expected.push(answer?.status === "rejected" ? String(answer.reason) : "answered");
        }
      }
      return expected;
    },
    [badPayloads(), badTokens()] as const,
  );

  expect(outcomes).toHaveLength(4 * 50);
  expect(outcomes.filter((outcome) => !/malformed|could not be cloned/.test(outcome))).toEqual([]);
  await expectNothingHappened();

  async function expectNothingHappened(): Promise<void> {
    expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
    expect((await tray.state()).menu).toEqual(before.menu);
    expect(await settingsOf(app.profile)).toEqual(settings);
    expect(await app.windowCount()).toBe(1);
    expect(await window.page.evaluate(() => "polluted" in {})).toBe(false);
    expect(await app.electron.evaluate(() => "polluted" in {})).toBe(false);
    await expect(window.headline).toHaveText("Gear GmbH");
  }
});

test("fifty bad payloads through every channel are refused even if our own page's process is taken over", async ({
  opened,
  demo,
}) => {
  const { app, window } = opened;
  const requests = requestsFromNow(demo);
  const settings = await settingsOf(app.profile);
  // A process that was taken over sends what it likes; here Electron's own table of handlers is given the same.
  const outcomes = await app.electron.evaluate(
    async ({ BrowserWindow, ipcMain }, [names, payloads]) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const handlers: unknown = Reflect.get(ipcMain, "_invokeHandlers");
      if (contents === undefined || !(handlers instanceof Map)) return ["nothing to ask"];
      const event = { sender: contents, senderFrame: contents.mainFrame };
      const expected: string[] = [];
      for (const name of names) {
        const handler: unknown = handlers.get(name);
        if (typeof handler !== "function") return [`no handler for ${name}`];
        for (const payload of payloads) {
          const [answer] = await Promise.allSettled([
            Promise.resolve().then((): unknown => Reflect.apply(handler, undefined, [event, payload])),
          ]);
          expected.push(answer?.status === "rejected" ? String(answer.reason) : `${name} answered`);
        }
      }
      return expected;
    },
    [channels, badPayloads()] as const,
  );
  expect(outcomes).toHaveLength(channels.length * 50);
  expect(outcomes.filter((outcome) => !outcome.includes("malformed"))).toEqual([]);
  expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
  expect(await settingsOf(app.profile)).toEqual(settings);
  await expect(window.headline).toHaveText("Gear GmbH");
});

test("another window, with a preload script of its own, is refused on every channel", async ({
  opened,
  demo,
}, testInfo) => {
  const { app, window } = opened;
  const requests = requestsFromNow(demo);
  const preload = testInfo.outputPath("hostile-preload.cjs");
  await writeFile(
    preload,
    `const { contextBridge, ipcRenderer } = require("electron");
     contextBridge.exposeInMainWorld("raw", (channel, payload) => ipcRenderer.invoke(channel, payload));`,
  );
  const outcomes = await app.electron.evaluate(
    async ({ BrowserWindow }, [names, script]) => {
      const expected: string[] = [];
      for (const address of ["tallylight://app/index.html", "data:text/html,<h1>hostile</h1>"]) {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } });
        await stranger.loadURL(address);
        for (const name of names) {
          for (const payload of ["undefined", "{ kind: 'pause', projectId: 37396 }", "{ token: 'stolen-token' }"]) {
            const outcome: unknown = await stranger.webContents.executeJavaScript(
              `raw(${JSON.stringify(name)}, ${payload}).then(() => "answered", (error) => String(error))`,
            );
            expected.push(String(outcome));
          }
        }
        stranger.destroy();
      }
      return expected;
    },
    [channels, preload] as const,
  );
  expect(outcomes).toHaveLength(2 * channels.length * 3);
  expect(outcomes.filter((outcome) => !outcome.includes("did not come from Tallylight's own page"))).toEqual([]);
  expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
  await expect(window.headline).toHaveText("Gear GmbH");
});

test("no link, however it is clicked, opens anything outside of the app", async ({ opened }) => {
  const { app, window } = opened;
  await app.electron.evaluate(({ shell }) => {
    Reflect.set(globalThis, "opened", []);
    shell.openExternal = (url) => {
      const list: unknown = Reflect.get(globalThis, "opened");
      if (Array.isArray(list)) list.push(url);
      return Promise.resolve();
    };
  });
  await window.page.evaluate(() => {
    for (const href of ["https://example.com/", "mailto:a@example.com", "file:///etc/passwd", "tallylight://app/"]) {
      const link = document.createElement("a");
      link.href = href;
      link.target = "_blank";
      document.body.append(link);
      link.click();
      link.dispatchEvent(new MouseEvent("click", { ctrlKey: true, bubbles: true }));
      globalThis.window.open(href, "_blank", "noopener");
    }
    const form = document.createElement("form");
    form.action = "https://example.com/";
    form.method = "post";
    document.body.append(form);
    form.submit();
  });
  // Playwright waits for the navigations that never come: the page is asked through the app.
  const expected = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const heading: unknown = await contents?.executeJavaScript("document.querySelector('#now-heading').textContent");
    const outside: unknown = Reflect.get(globalThis, "opened");
    return { url: contents?.getURL(), heading, opened: outside };
  });
  expect(expected).toEqual({ url: "tallylight://app/index.html", heading: "Gear GmbH", opened: [] });
  expect(await app.windowCount()).toBe(1);
});

/** Every file of settings in a profile, by name. */
async function settingsOf(profile: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(profile)).filter((name) => /^(?:settings|secrets)\.json$/.test(name));
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(path.join(profile, name), "utf8")] as const),
  );
  return Object.fromEntries(files);
}
