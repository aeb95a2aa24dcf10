import { expect, test } from "vitest";
import { systemLoginItem } from "../../../app/settings/start-at-login.ts";

test.each([
  { what: "not in the list", reported: { openAtLogin: false, executableWillLaunchAtLogin: false }, isOn: false },
  { what: "in the list", reported: { openAtLogin: true, executableWillLaunchAtLogin: true }, isOn: true },
  {
    what: "in the list, and switched off there (the Task Manager of Windows)",
    reported: { openAtLogin: true, executableWillLaunchAtLogin: false },
    isOn: false,
  },
  { what: "in the list of a system that has no such switch (macOS)", reported: { openAtLogin: true }, isOn: true },
])("starting at the login is as the system tells it: $what", ({ reported, isOn }) => {
  const item = systemLoginItem({ getLoginItemSettings: () => reported, setLoginItemSettings: () => undefined });
  expect(item.isOn()).toBe(isOn);
});

test.each([true, false])("it is set through the system: %s", (on) => {
  const set: boolean[] = [];
  systemLoginItem({
    getLoginItemSettings: () => ({ openAtLogin: !on }),
    setLoginItemSettings: ({ openAtLogin }) => void set.push(openAtLogin),
  }).set(on);
  expect(set).toEqual([on]);
});
