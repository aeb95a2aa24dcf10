import { describe, expect, test } from "vitest";
import type { Command } from "../../../app/contract/command.ts";
import type { Caller, Origin } from "../../../app/contract/requests.ts";
import type { SettingsMessage } from "../../../app/contract/settings.ts";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
import { answerRequest } from "../../../app/requests/answer-request.ts";
import { createRequestHandlers } from "../../../app/requests/handlers.ts";
import { publishEvents } from "../../../app/requests/publish-events.ts";
import { createSnapshotMessages } from "../../../app/requests/snapshot-messages.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { plainSettings } from "../renderer/fake-bridge.ts";
import { busy } from "../tray/snapshots.ts";

const person: Caller = { origin: "person" };
const program: Caller = { origin: "program" };

function bench() {
  const did: string[] = [];
  const note = (what: string): Promise<void> => Promise.resolve(void did.push(what));
  const handlers = createRequestHandlers({
    updates: { check: () => note("check for updates") },
    application: {
      snapshot: () => busy,
      dispatch: async (command: Command, origin?: Origin) => {
        await note(`${command.kind} by ${origin}`);
        return { kind: "done" };
      },
      readDays: async ({ from, to }) => {
        await note(`read ${from} to ${to}`);
        return { kind: "read", entries: [] };
      },
      signIn: async (token) => {
        await note(`sign in with ${token}`);
        return { kind: "signed-in", name: "N" };
      },
      startDemo: async () => {
        await note("demo");
        return { kind: "signed-in", name: "Demo" };
      },
      signOut: () => note("sign out"),
    },
    control: {
      message: () => Promise.resolve(plainSettings),
      change: async (patch) => {
        await note(`change ${Object.keys(patch).join()}`);
        return { kind: "shortcut-doubled" };
      },
    },
    diagnostics: {
      lines: () => Promise.resolve([]),
      copy: () => note("copy"),
      openLogs: () => note("logs"),
      openHelp: (page) => note(`help ${page}`),
    },
    window: { hide: () => void did.push("hide"), keep: (wanted) => void did.push(`keep ${wanted}`) },
    messages: createSnapshotMessages(new FakeClock()),
    onToken: (token) => did.push(`redact ${token}`),
  });
  const ask = (caller: Caller, name: string, ...payload: readonly unknown[]) =>
    answerRequest(handlers, name, payload, caller);
  return { did, ask };
}

describe("requests, whichever transport brings them", () => {
  test.each<readonly [string, readonly unknown[], readonly string[]]>([
    ["account:sign-in", [{ token: " abcdefg " }], ["redact abcdefg", "sign in with abcdefg"]],
    ["account:start-demo", [], ["demo"]],
    ["account:sign-out", [], ["sign out"]],
    ["window:hide", [], ["hide"]],
    ["window:keep", [{ wanted: true }], ["keep true"]],
    ["settings:change", [{ appearance: "dark" }], ["change appearance"]],
    ["diagnostics:copy", [], ["copy"]],
    ["diagnostics:open-logs", [], ["logs"]],
    ["updates:check", [], ["check for updates"]],
    ["help:open", ["noko-tokens"], ["help noko-tokens"]],
  ])("%s", async (name, payload, expected) => {
    const { did, ask } = bench();
    await ask(person, name, ...payload);
    expect(did).toEqual(expected);
  });

  test("the whole snapshot, the settings and the diagnostics are answered", async () => {
    const { ask } = bench();
    expect(await ask(person, "snapshot:get")).toMatchObject({ projects: busy.projects });
    expect(await ask(person, "settings:get")).toBe(plainSettings);
    expect(await ask(person, "diagnostics:read")).toEqual({ lines: [] });
  });

  test("a command carries who made it", async () => {
    const { did, ask } = bench();
    await ask(person, "command:dispatch", { kind: "pause", projectId: 1 });
    await ask(program, "command:dispatch", { kind: "start", projectId: 1 });
    expect(did).toEqual(["pause by person", "start by program"]);
  });

  test.each(["", "snapshot", "toString", "__proto__", "constructor", "snapshot:changed"])(
    "a name that is no request is refused without repeating it: %j",
    async (name) => {
      const { did, ask } = bench();
      await expect(ask(program, name)).rejects.toThrow("The request was refused: there is none of that name.");
      expect(did).toEqual([]);
    },
  );

  test("a malformed payload is refused before anything happens", async () => {
    const { did, ask } = bench();
    await expect(ask(program, "account:sign-in", { token: "a b" })).rejects.toThrow("malformed");
    await expect(ask(program, "account:sign-out", "unasked")).rejects.toThrow("malformed");
    await expect(ask(program, "window:hide", undefined, 1)).rejects.toThrow("malformed");
    expect(did).toEqual([]);
  });
});

test("events are sent until the subscription ends", () => {
  const snapshots = new Set<(snapshot: Snapshot) => void>();
  const settings = new Set<(message: SettingsMessage) => void>();
  const sent: string[] = [];
  const end = publishEvents(
    {
      application: {
        onSnapshot: (listener) => {
          snapshots.add(listener);
          return () => snapshots.delete(listener);
        },
      },
      control: {
        onChange: (listener) => {
          settings.add(listener);
          return () => settings.delete(listener);
        },
      },
      messages: createSnapshotMessages(new FakeClock()),
    },
    (name) => sent.push(name),
  );
  for (const listener of snapshots) listener(busy);
  for (const listener of settings) listener(plainSettings);
  expect(sent).toEqual(["snapshot:changed", "settings:changed"]);
  end();
  expect([snapshots.size, settings.size]).toEqual([0, 0]);
});
