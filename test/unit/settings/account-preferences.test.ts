import * as v from "valibot";
import { expect, test } from "vitest";
import { accountIdSchema, demoAccountId } from "../../../app/contract/account-id.ts";
import { defaultSettings } from "../../../app/contract/settings.ts";
import { createPersistedStore } from "../../../app/settings/persisted-store.ts";
import { openPreferences } from "../../../app/settings/preferences.ts";
import { createMemoryFile, type MemoryFile } from "../../support/memory-file.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

const ada = v.parse(accountIdSchema, "a".repeat(16));
const own = { favouriteProjects: [1, 2], dayGoalMinutes: 450 };

function open(file: MemoryFile) {
  return openPreferences(createPersistedStore(file, createMemoryLogger()));
}

test("each account has its own favourites and goal; the rest holds for all", () => {
  const file = createMemoryFile();
  const preferences = open(file);
  preferences.useAccount(ada);
  preferences.set({ ...defaultSettings, ...own, appearance: "dark" });
  preferences.useAccount(demoAccountId);
  expect(preferences.get()).toEqual({ ...defaultSettings, appearance: "dark" });
  preferences.set({ ...preferences.get(), favouriteProjects: [9] });
  preferences.useAccount(ada);
  expect(preferences.get()).toEqual({ ...defaultSettings, ...own, appearance: "dark" });
});

test("at a start, and while nobody is signed in, those of the last account hold", () => {
  const file = createMemoryFile();
  const preferences = open(file);
  preferences.useAccount(ada);
  preferences.set({ ...defaultSettings, ...own });
  expect(open(file).get()).toEqual({ ...defaultSettings, ...own });
});

test("what was chosen before the first account is not lost when the demo is tried first", () => {
  const file = createMemoryFile({ preferences: { ...defaultSettings, ...own } });
  const preferences = open(file);
  preferences.useAccount(demoAccountId);
  preferences.set({ ...preferences.get(), favouriteProjects: [9], appearance: "dark" });
  expect(file.values["preferences"]).toMatchObject({ ...own, appearance: "dark" });
});

test("where the disk refuses, nothing changes", () => {
  const file = createMemoryFile();
  const preferences = open(file);
  preferences.useAccount(ada);
  preferences.set({ ...defaultSettings, ...own });
  file.full = true;
  expect(() => preferences.set({ ...defaultSettings, favouriteProjects: [7], appearance: "dark" })).toThrow("ENOSPC");
  expect(preferences.get()).toEqual({ ...defaultSettings, ...own });
  file.full = false;
  expect(open(file).get()).toEqual({ ...defaultSettings, ...own });
});
