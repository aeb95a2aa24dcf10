import { describe, expect, test } from "vitest";
import type { SettingsMessage } from "../../../app/contract/settings.ts";
import { createSettingsStore } from "../../../renderer/bridge/settings-store.ts";
import { deferred, FakeBridge, plainSettings } from "./fake-bridge.ts";

const dark: SettingsMessage = { ...plainSettings, settings: { ...plainSettings.settings, appearance: "dark" } };

function setUp() {
  const bridge = new FakeBridge(new Promise(() => undefined));
  const answer = deferred<SettingsMessage>();
  const { onSettings, changeSettings } = bridge;
  const store = createSettingsStore({ onSettings, changeSettings, getSettings: () => answer.promise });
  let shown = 0;
  store.subscribe(() => {
    shown += 1;
  });
  return { bridge, answer, store, shown: () => shown };
}

describe("the settings store", () => {
  test("has the defaults until the settings arrive, and then says what the computer can do", async () => {
    const { answer, store } = setUp();
    expect(store.current()).toMatchObject({ settings: plainSettings.settings, capabilities: null });
    answer.resolve(dark);
    await answer.promise;
    expect(store.current()).toMatchObject({ settings: dark.settings, capabilities: dark.capabilities });
  });

  test("an answer that was overtaken by a push is the older one", async () => {
    const { bridge, answer, store, shown } = setUp();
    bridge.pushSettings(dark);
    answer.resolve(plainSettings);
    await answer.promise;
    expect(store.current().settings.appearance).toBe("dark");
    expect(shown()).toBe(1);
  });

  test("a change is in effect when it is saved, and not when it is refused", async () => {
    const { bridge, store } = setUp();
    await store.current().change({ appearance: "light" });
    expect(store.current().settings.appearance).toBe("light");
    bridge.settingsAnswer = () => Promise.resolve({ kind: "failed", reason: "not-allowed" });
    await store.current().change({ appearance: "dark" });
    expect(store.current().settings.appearance).toBe("light");
  });
});
