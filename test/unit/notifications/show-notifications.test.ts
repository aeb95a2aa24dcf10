import { expect, test } from "vitest";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
import { defaultSettings } from "../../../app/contract/settings.ts";
import type { DesktopNotification } from "../../../app/notifications/desktop-notification.ts";
import { showNotifications } from "../../../app/notifications/show-notifications.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { project, signedIn, timer } from "../tray/snapshots.ts";

async function titleOf(after: Snapshot): Promise<string | undefined> {
  const clock = new FakeClock();
  const shown: DesktopNotification[] = [];
  let current: Snapshot = { ...after, timers: [] };
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const stop = showNotifications({
    application: {
      snapshot: () => current,
      onSnapshot: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    control: { settings: () => ({ ...defaultSettings, notifyTimerChanges: true }), onChange: () => () => undefined },
    store: { get: () => undefined, set: () => undefined },
    window: { isFocused: () => false },
    clock,
    show: (notification) => shown.push(notification),
    formatInstant: () => "12:00",
  });
  current = after;
  for (const listener of listeners) listener(after);
  await clock.advance(2_000);
  stop();
  return shown.at(0)?.title;
}

test("projects of one name are distinguished by their group", async () => {
  const acme = { ...project(1, "Website"), group: "Acme" };
  const other = { ...project(2, "Website"), group: "Other" };
  const timers = [{ ...timer(1, "Website", "running", 60), project: acme }];
  expect(await titleOf(signedIn({ projects: [acme, other], timers }))).toBe("Website · Acme is running");
});

test("a name is one line, cut between characters, and turns no word of ours", async () => {
  const name = `\u202eab\n${"👨‍👩‍👧".repeat(20)}`;
  const title = await titleOf(signedIn({ timers: [timer(1, name, "running", 60)] }));
  expect(title).toMatch(/^ab (?:👨‍👩‍👧)+… is running$/u);
  expect(title?.length).toBeLessThan(100);
});
