import { expect, test } from "vitest";
import { createMemorySettings } from "../../../app/platform/memory-stores.ts";
import { createDeferredStore } from "../../../app/settings/deferred-store.ts";

test("asked too early it does not make up an answer", () => {
  const late = createDeferredStore();
  for (const ask of [() => late.get("key"), () => late.set("key", 1), () => late.delete("key")]) {
    expect(ask).toThrow("before they were open");
  }
});

test("opened, it is the store that it was given", () => {
  const store = createMemorySettings();
  const late = createDeferredStore();
  late.open(store);
  late.set("key", 1);
  expect([late.get("key"), store.get("key")]).toEqual([1, 1]);
  late.delete("key");
  expect(store.get("key")).toBeUndefined();
});
