import { describe, expect, test } from "vitest";
import { createPersistedStore } from "../../../app/settings/persisted-store.ts";
import { createMemoryFile } from "../../support/memory-file.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

function open(values: Readonly<Record<string, unknown>> = { old: 1, gone: 2 }) {
  const file = createMemoryFile(values);
  const logger = createMemoryLogger();
  return { file, logger, ...createPersistedStore(file, logger) };
}

test("what is set or deleted is in the file at once, for both kinds of users", () => {
  const { file, lenient, strict } = open();
  lenient.set("a", 1);
  strict.set("b", [2]);
  strict.delete("gone");
  expect(file.values).toEqual({ old: 1, a: 1, b: [2] });
  expect([lenient.get("b"), strict.get("a"), strict.get("gone")]).toEqual([[2], 1, undefined]);
});

test("a full disk stops nothing: values hold in memory, are reported once, and are written when there is room", () => {
  const { file, lenient, logger } = open();
  file.full = true;
  lenient.set("a", 1);
  lenient.set("a", 2);
  lenient.delete("gone");
  expect([lenient.get("a"), lenient.get("gone"), lenient.get("old")]).toEqual([2, undefined, 1]);
  expect(file.values).toEqual({ old: 1, gone: 2 });
  expect(logger.lines.filter((line) => line.includes("ENOSPC"))).toHaveLength(1);

  file.full = false;
  lenient.set("b", 3);
  expect(file.values).toEqual({ old: 1, a: 2, b: 3 });
  file.full = true;
  lenient.set("b", 4);
  expect(logger.lines.filter((line) => line.includes("ENOSPC"))).toHaveLength(2);
});

test("who waits to have a value kept learns that it is not, and it is as before", () => {
  const { file, strict } = open();
  file.full = true;
  expect(() => strict.set("old", 7)).toThrow("ENOSPC");
  expect(strict.get("old")).toBe(1);
  file.full = false;
  strict.set("new", 8);
  expect(file.values).toEqual({ old: 1, gone: 2, new: 8 });
});

function openUnreadable() {
  const memory = createMemoryFile({ old: 1, gone: 2 });
  const file = { ...memory, isLocked: true, written: 0 };
  const logger = createMemoryLogger();
  const store = createPersistedStore(
    {
      read: () => {
        if (file.isLocked) throw Object.assign(new Error("EBUSY: resource busy or locked"), { code: "EBUSY" });
        return memory.read();
      },
      write: (values) => {
        file.written += 1;
        memory.write(values);
      },
      remove: () => memory.remove(),
    },
    logger,
  );
  return { file, memory, logger, ...store };
}

describe("a file that cannot be read now", () => {
  test("is never replaced; changes hold in memory, and it is reported once", () => {
    const { file, memory, logger, lenient, strict } = openUnreadable();
    lenient.set("a", 1);
    lenient.delete("gone");
    expect(() => strict.set("b", 2)).toThrow("cannot be read now");
    strict.delete("old");
    expect([lenient.get("a"), lenient.get("b"), lenient.get("old")]).toEqual([1, undefined, undefined]);
    expect(file.written).toBe(0);
    expect(memory.values).toEqual({ old: 1, gone: 2 });
    expect(logger.lines.filter((line) => line.includes("EBUSY"))).toHaveLength(1);
  });

  test("is read as soon as it can be, and has what was changed meanwhile", () => {
    const { file, memory, lenient } = openUnreadable();
    lenient.set("a", 1);
    lenient.delete("gone");
    file.isLocked = false;
    expect([lenient.get("old"), lenient.get("a"), lenient.get("gone")]).toEqual([1, 1, undefined]);
    expect(memory.values).toEqual({ old: 1, a: 1 });
    lenient.set("b", 3);
    expect(memory.values).toEqual({ old: 1, a: 1, b: 3 });
  });
});

describe("who waits to have something forgotten, on a full disk,", () => {
  test("finds it gone from there, and the rest kept as soon as there is room", () => {
    const { file, lenient, strict } = open();
    file.full = true;
    strict.delete("gone");
    expect(file.values).toEqual({});
    expect([strict.get("gone"), strict.get("old")]).toEqual([undefined, 1]);
    file.full = false;
    lenient.set("a", 1);
    expect(file.values).toEqual({ old: 1, a: 1 });
  });

  test("loses nothing else where the old file was what filled it", () => {
    const { file, strict } = open();
    file.full = true;
    file.hasRoomOnceRemoved = true;
    strict.delete("gone");
    expect(file.values).toEqual({ old: 1 });
  });

  test("has nothing taken away for what was not there", () => {
    const { file, strict } = open();
    file.full = true;
    strict.delete("never");
    expect(file.values).toEqual({ old: 1, gone: 2 });
  });

  test("has it in the log where the disk lets nothing go", () => {
    const { file, strict, logger } = open();
    file.full = true;
    file.readOnly = true;
    strict.delete("gone");
    expect(strict.get("gone")).toBeUndefined();
    expect(logger.lines.filter((line) => line.startsWith("error"))).toHaveLength(1);
  });
});
