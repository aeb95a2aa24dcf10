import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { formatInstant, formatInstantBriefly } from "../../../renderer/ui/time-of-day.ts";
import { longDate } from "../../../renderer/ui/calendar.ts";
import { FakeBridge } from "./fake-bridge.ts";

const noon = new Date(2025, 10, 23, 12, 0, 5).getTime();
const day = 86_400_000;

beforeAll(() => {
  const bridge = Object.assign(new FakeBridge(Promise.reject(new Error("Unasked"))), { locale: "de-AT" });
  bridge.snapshotAnswer.catch(() => undefined);
  vi.stubGlobal("tallylight", bridge);
});
afterAll(() => vi.unstubAllGlobals());

test.each([
  ["a time", () => formatInstant(noon, noon), /^12:00:05$/],
  ["a short time", () => formatInstantBriefly(noon, noon), /^12:00$/],
  ["a time of an earlier day", () => formatInstantBriefly(noon - day, noon), /^22\. Nov\.,? 12:00$/],
  ["a date", () => longDate("2025-11-22"), /^Samstag, 22\. November$/],
])("the page writes %s as the reader's region does", (_what, write, expected) => expect(write()).toMatch(expected));
