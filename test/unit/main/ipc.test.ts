import type { WebContents, WebFrameMain } from "electron";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { requests } from "../../../app/contract/requests.ts";
import type { RequestHandlers } from "../../../app/requests/handlers.ts";
import { createSenderCheck, handleRequests, sendEvent } from "../../../main/page/ipc.ts";
import { plainSettings } from "../renderer/fake-bridge.ts";
import { wholeMessage } from "../renderer/fake-bridge.ts";
import { signedIn } from "../tray/snapshots.ts";

type Listener = (event: unknown, ...payload: readonly unknown[]) => Promise<unknown>;

const handlers = vi.hoisted(() => new Map<string, unknown>());
vi.mock("electron", () => ({
  ipcMain: {
    handle: (channel: string, listener: unknown) => void handlers.set(channel, listener),
    removeHandler: (channel: string) => void handlers.delete(channel),
    removeAllListeners: () => undefined,
  },
}));

const message = wholeMessage(signedIn());
let reached: string[] = [];
const accepting: RequestHandlers = {
  "snapshot:get": () => note("snapshot:get", message),
  "command:dispatch": (_command, { origin }) => {
    expect(origin).toBe("person");
    return note("command:dispatch", { kind: "done" } as const);
  },
  "days:read": () => note("days:read", { kind: "read", entries: [] } as const),
  "account:sign-in": () => note("account:sign-in", { kind: "signed-in", name: "N" } as const),
  "account:start-demo": () => note("account:start-demo", { kind: "signed-in", name: "N" } as const),
  "account:sign-out": () => note("account:sign-out", undefined),
  "window:hide": () => note("window:hide", undefined),
  "window:keep": () => note("window:keep", undefined),
  "settings:get": () => note("settings:get", plainSettings),
  "settings:change": () => note("settings:change", { kind: "shortcut-doubled" } as const),
  "diagnostics:read": () => note("diagnostics:read", { lines: [] }),
  "diagnostics:copy": () => note("diagnostics:copy", undefined),
  "diagnostics:open-logs": () => note("diagnostics:open-logs", undefined),
  "updates:check": () => note("updates:check", undefined),
  "help:open": () => note("help:open", undefined),
};

function note<Answer>(channel: string, answer: Answer): Answer {
  reached.push(channel);
  return answer;
}

function invoke(channel: string, ...payload: readonly unknown[]): Promise<unknown> {
  const listener = handlers.get(channel);
  if (typeof listener !== "function") throw new Error(`Nothing handles ${channel}.`);
  const call: Listener = async (...given) => Reflect.apply(listener, undefined, given);
  return call({}, ...payload);
}

beforeEach(() => {
  reached = [];
  handlers.clear();
});

describe("requests of the page", () => {
  const good: readonly (readonly [string, readonly unknown[]])[] = [
    ["snapshot:get", []],
    ["command:dispatch", [{ kind: "pause", projectId: 1 }]],
    ["account:sign-in", [{ token: "abc" }]],
    ["account:start-demo", []],
    ["account:sign-out", []],
    ["window:hide", []],
    ["window:keep", [{ wanted: true }]],
    ["settings:get", []],
    ["settings:change", [{ appearance: "dark" }]],
    ["diagnostics:read", []],
    ["diagnostics:copy", []],
    ["diagnostics:open-logs", []],
    ["updates:check", []],
    ["help:open", ["noko-tokens"]],
  ];

  test("every channel of the contract is handled, until the end", () => {
    const stop = handleRequests(accepting, () => true);
    expect([...handlers.keys()].toSorted()).toEqual(Object.keys(requests).toSorted());
    stop();
    expect(handlers.size).toBe(0);
  });

  test.each(good)("%s reaches its handler", async (channel, payload) => {
    handleRequests(accepting, () => true);
    await invoke(channel, ...payload);
    expect(reached).toEqual([channel]);
  });

  test.each(good)("%s from a stranger does not", async (channel, payload) => {
    handleRequests(accepting, () => false);
    await expect(invoke(channel, ...payload)).rejects.toThrow("did not come from Tallylight's own page.");
    expect(reached).toEqual([]);
  });

  test.each(["log", "describe", "adjust", "discard"])(
    "%s of a timer with a very long description gets through",
    async (kind) => {
      handleRequests(accepting, () => true);
      const long = "x".repeat(100_000);
      const expected = { id: 5, state: "running", description: long, seconds: 60 };
      const words = { description: long };
      const rest = { log: words, describe: words, adjust: { seconds: 300 }, discard: {} }[kind];
      await invoke("command:dispatch", { kind, projectId: 1, expected, ...rest });
      expect(reached).toEqual(["command:dispatch"]);
    },
  );

  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  const junk: readonly unknown[] = [
    null,
    0,
    -1,
    Number.NaN,
    1n,
    true,
    "",
    "text",
    Symbol("s"),
    () => undefined,
    [],
    [{ kind: "pause", projectId: 1 }],
    {},
    new Date(0),
    new Map([["kind", "pause"]]),
    circular,
    { kind: null },
    { kind: "pause" },
    { kind: "pause", projectId: "1" },
    { kind: "pause", projectId: 0 },
    { kind: "pause", projectId: 2 ** 53 },
    { kind: "pause", projectId: 1, other: 1 },
    { kind: "log", projectId: 1, minutes: -1 },
    { kind: "log", projectId: 1, entryDate: "2025-13-01x" },
    { kind: "describe", projectId: 1 },
    { kind: "adjust", projectId: 1, seconds: Infinity },
    { kind: "toString", projectId: 1 },
    { token: 1 },
    { token: "" },
    { token: " " },
    { token: "a b" },
    { token: "x".repeat(1001) },
    { token: "abc", other: 1 },
    { token: "line\nbreak" },
    "https://example.com",
    "file:///etc/passwd",
    { appearance: "pink" },
    { appearance: "dark", other: 1 },
    { startAtLogin: "yes" },
    { shortcuts: { quickSwitcher: "A" } },
    { shortcuts: { quickSwitcher: "", toggleWindow: null, pauseOrResume: null } },
    { favouriteProjects: [0] },
    { relay: "https://relay.example" },
  ];
  test("malformed payloads reach no handler, on any channel", async () => {
    handleRequests(accepting, () => true);
    for (const [channel, [genuine]] of good) {
      for (const payload of junk) {
        await expect(invoke(channel, payload), `${channel} ${typeof payload}`).rejects.toThrow(
          "its payload is malformed",
        );
      }
      await expect(invoke(channel, genuine, "one more")).rejects.toThrow("its payload is malformed");
    }
    expect(reached).toEqual([]);
  });
});

function contents(url: string): { readonly own: WebContents; readonly frame: WebFrameMain } {
  const frame = { url } as WebFrameMain;
  return { own: { mainFrame: frame } as WebContents, frame };
}
const isOwnUrl = (url: string): boolean => url === "tallylight://app/index.html";

describe("who asks", () => {
  const page = contents("tallylight://app/index.html");
  const elsewhere = contents("https://example.com/");

  test.each([
    ["our window's main frame", page.own, page.own, page.frame, true],
    ["no window", null, page.own, page.frame, false],
    ["another window with our page", page.own, contents("tallylight://app/index.html").own, page.frame, false],
    ["a frame inside of our page", page.own, page.own, { url: "tallylight://app/index.html" } as WebFrameMain, false],
    ["a page that is gone", page.own, page.own, null, false],
    ["our window at another address", elsewhere.own, elsewhere.own, elsewhere.frame, false],
  ] as const)("%s", (_name, own, sender, senderFrame, trusted) => {
    expect(createSenderCheck(() => own, isOwnUrl)({ sender, senderFrame })).toBe(trusted);
  });
});

test("a window that is being destroyed gets no event", () => {
  const sent: unknown[] = [];
  const target = (destroyed: boolean): WebContents =>
    ({
      isDestroyed: () => destroyed,
      send: (...given: readonly unknown[]) => sent.push(given),
    }) as unknown as WebContents;
  sendEvent(target(true), "snapshot:changed", message);
  expect(sent).toEqual([]);
  sendEvent(target(false), "snapshot:changed", message);
  expect(sent).toEqual([["snapshot:changed", message]]);
});
