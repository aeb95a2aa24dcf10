import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import type { Bridge } from "../../app/contract/requests.ts";
import { createDeferred } from "../../app/platform/deferred.ts";
import { closeServer, listenOnLoopback } from "../support/loopback.ts";
import { expect, test } from "./support/fixtures.ts";
import { requestsFromNow } from "./support/requests.ts";

/** All that the page can do. A function that is added there is a compile error here, and a moment to think. */
const wholeBridge: Readonly<Record<keyof Bridge, true>> = {
  locale: true,
  getSnapshot: true,
  onSnapshot: true,
  dispatch: true,
  readDays: true,
  signIn: true,
  startDemo: true,
  signOut: true,
  hideWindow: true,
  keepWindow: true,
  getSettings: true,
  onSettings: true,
  changeSettings: true,
  readDiagnostics: true,
  copyDiagnostics: true,
  openLogs: true,
  checkForUpdates: true,
  openHelp: true,
  onNavigate: true,
};

test("the page comes from its own origin with a policy that allows nothing else", async ({ opened }) => {
  const { page } = opened.window;
  expect(page.url()).toBe("tallylight://app/index.html");
  const policy = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
    const expected = (count: number) =>
      new Promise<void>((resolve) => {
        const check = (): void => (violations.length >= count ? resolve() : void setTimeout(check, 5));
        check();
      });
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "https://example.com/pixel.png";
    document.body.append(image);
    const frame = document.createElement("iframe");
    frame.src = "https://example.com/";
    document.body.append(frame);
    const fetched = await fetch("https://example.com/").then(
      () => "answered",
      () => "refused",
    );
    await expected(4);
    return { violations: violations.toSorted(), fetched, injected: "injected" in window };
  });
  expect(policy).toEqual({
    violations: ["connect-src", "frame-src", "img-src", "script-src-elem"],
    fetched: "refused",
    injected: false,
  });
});

test("the page has neither Node nor Electron, only the bridge", async ({ opened }) => {
  const expected = await opened.window.page.evaluate(() => ({
    node: ["require", "process", "module", "Buffer", "global", "electron"].filter((name) => name in globalThis),
    bridge: Object.keys(window.tallylight ?? {}).toSorted(),
  }));
  expect(expected).toEqual({
    node: [],
    bridge: Object.keys(wholeBridge).toSorted(),
  });
  // Electron tells these only to a caller who knows the method's name: it is in no type.
  const preferences = await opened.app.read(({ BrowserWindow }): unknown => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) return null;
    const read: unknown = Reflect.get(contents, "getLastWebPreferences");
    return typeof read === "function" ? Reflect.apply(read, contents, []) : null;
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});

test("new windows, permissions and other files are refused", async ({ opened }) => {
  const { app, window: timerWindow } = opened;
  const attempts = await timerWindow.page.evaluate(async () => {
    const popup = window.open("https://example.com/");
    const notification = await Notification.requestPermission();
    const position = await new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve("answered"),
        (error) => resolve(error.code === error.PERMISSION_DENIED ? "denied" : "failed"),
      );
    });
    const outside = await fetch("tallylight://app/../main/index.cjs").then(
      (answer) => answer.status,
      () => "refused",
    );
    return { popup: popup === null, notification, position, outside };
  });
  expect(attempts).toEqual({ popup: true, notification: "denied", position: "denied", outside: "refused" });
  expect(await app.windowCount()).toBe(1);
});

test("WebRTC of a page that was taken over reaches nothing, not even on this computer", async ({ opened }) => {
  const { page } = opened.window;
  const contacts: string[] = [];
  const contacted = createDeferred();
  const udp = createSocket("udp4").on("message", () => note("packet"));
  const tcp = createServer((socket) => {
    note("connection");
    socket.on("error", () => undefined).destroy();
  });
  function note(what: string): void {
    contacts.push(what);
    contacted.reach();
  }
  await new Promise<void>((resolve) => udp.bind(0, "127.0.0.1", resolve));
  const ports = { udp: udp.address().port, tcp: await listenOnLoopback(tcp) };
  try {
    for (const realm of ["page", "frame"] as const) {
      const finished = page.evaluate(connectByWebRtc, { ...ports, realm });
      // Where something gets through, the attempts go on for long.
      await Promise.race([finished, contacted.reached]);
      expect(contacts).toEqual([]);
      expect(await finished).toMatch(/complete|no WebRTC/);
    }
  } finally {
    udp.close();
    await closeServer(tcp);
  }
});

/** Runs in the page: tries every transport to both ports, and resolves when WebRTC has given all of them up. */
async function connectByWebRtc({
  udp,
  tcp,
  realm,
}: {
  readonly udp: number;
  readonly tcp: number;
  readonly realm: "page" | "frame";
}): Promise<string> {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const scope = realm === "page" ? window : frame.contentWindow;
  const Connection: unknown = scope === null ? undefined : Reflect.get(scope, "RTCPeerConnection");
  if (typeof Connection !== "function") return "no WebRTC";
  const connect = (servers: RTCIceServer[]) =>
    Reflect.construct(Connection, [{ iceServers: servers }]) as RTCPeerConnection;
  const secret = { username: "user", credential: "password" };
  const own = connect([
    { urls: `stun:127.0.0.1:${udp}` },
    { urls: `turn:127.0.0.1:${udp}?transport=udp`, ...secret },
    { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, ...secret },
    { urls: `turns:127.0.0.1:${tcp}?transport=tcp`, ...secret },
  ]);
  const other = connect([]);
  const over = new Promise<string>((resolve) => {
    const check = (): void => {
      const isOver = ["disconnected", "failed", "closed"].includes(own.iceConnectionState);
      if (isOver && own.iceGatheringState === "complete") resolve("complete");
    };
    own.addEventListener("icegatheringstatechange", check);
    own.addEventListener("iceconnectionstatechange", check);
  });
  own.createDataChannel("data");
  await own.setLocalDescription(await own.createOffer());
  await other.setRemoteDescription(own.localDescription as RTCSessionDescription);
  await other.setLocalDescription(await other.createAnswer());
  await own.setRemoteDescription(other.localDescription as RTCSessionDescription);
  for (const candidate of [
    `candidate:1 1 udp 2122260223 127.0.0.1 ${udp} typ host`,
    `candidate:2 1 tcp 1518280447 127.0.0.1 ${tcp} typ host tcptype passive`,
  ]) {
    await own.addIceCandidate({ candidate, sdpMid: "0", sdpMLineIndex: 0 });
  }
  const outcome = await over;
  own.close();
  other.close();
  frame.remove();
  return outcome;
}

test("the window stays on its page wherever it is sent", async ({ opened }) => {
  const { app, window: timerWindow } = opened;
  const attempt = await app.electron.evaluateHandle(({ BrowserWindow }) => ({
    prevented: new Promise<boolean>((resolve) => {
      BrowserWindow.getAllWindows()[0]?.webContents.once("will-frame-navigate", (event) =>
        resolve(event.defaultPrevented),
      );
    }),
  }));
  await timerWindow.page.evaluate(() => {
    // Chromium itself refuses these two, before anybody is asked.
    window.location.assign("file:///etc/passwd");
    window.location.assign("data:text/html,<h1>elsewhere</h1>");
    window.location.assign("https://example.com/");
  });
  expect(await attempt.evaluate(({ prevented }) => prevented)).toBe(true);
  // Playwright still waits for the navigation that never comes: the page is asked through the app.
  const page = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const heading: unknown = await contents?.executeJavaScript("document.querySelector('#now-heading').textContent");
    return { url: contents?.getURL(), heading };
  });
  expect(page).toEqual({ url: "tallylight://app/index.html", heading: "Gear GmbH" });
});

test("malformed requests over the bridge are refused and reach nobody", async ({ opened, demo }) => {
  const { page } = opened.window;
  const requests = requestsFromNow(demo);
  const answers = await page.evaluate(async () => {
    const bridge = window.tallylight;
    if (bridge === undefined) return ["no bridge"];
    const commands: readonly unknown[] = [
      null,
      undefined,
      7,
      "pause",
      [],
      {},
      { kind: "pause" },
      { kind: "pause", projectId: "1" },
      { kind: "pause", projectId: -1 },
      { kind: "pause", projectId: 1.5 },
      { kind: "pause", projectId: Number.NaN },
      { kind: "pause", projectId: 37396, extra: true },
      { kind: "start", projectId: 37396, description: "x".repeat(1_000_001) },
      { kind: "adjust", projectId: 37396, seconds: 1e12 },
      { kind: "quit" },
      { kind: "__proto__", projectId: 37396 },
    ];
    const tokens: readonly unknown[] = [null, 7, "", " ", "a b", "ü", "x".repeat(1001), "a\nb", {}];
    const outcomes: string[] = [];
    const note = async (request: Promise<unknown>): Promise<void> => {
      try {
        await request;
        outcomes.push("answered");
      } catch (error) {
        outcomes.push(String(error).includes("malformed") ? "refused" : String(error));
      }
    };
    // The types forbid what is sent here, so it is sent past them.
    for (const command of commands) await note(Reflect.apply(bridge.dispatch, undefined, [command]));
    for (const token of tokens) await note(Reflect.apply(bridge.signIn, undefined, [token]));
    return outcomes;
  });
  expect(new Set(answers)).toEqual(new Set(["refused"]));
  expect(answers).toHaveLength(25);
  expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
});

test("a request that does not come from the window's own page is refused", async ({ opened }) => {
  const outcome = await opened.app.electron.evaluate(async ({ BrowserWindow, app }) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${app.getAppPath()}/out/preload/preload.cjs`, sandbox: true },
    });
    await stranger.loadURL("tallylight://app/index.html");
    const answer: unknown = await stranger.webContents.executeJavaScript(
      "window.tallylight.getSnapshot().then(() => 'answered', (error) => String(error))",
    );
    stranger.destroy();
    return answer;
  });
  expect(outcome).toContain("did not come from Tallylight's own page");
});
