import { describe, expect, test } from "vitest";
import { createMemorySettings } from "../../../app/platform/memory-stores.ts";
import type { SettingsStore } from "../../../app/platform/ports.ts";
import { createInstallation, type Identity } from "../../../app/receiver/installation.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { seededRandom } from "../../support/seeded-random.ts";

let runs = 0;

interface Run {
  readonly identity: Identity;
  readonly copies: number;
}

async function start(stores: readonly SettingsStore[], machineId: string | null): Promise<Run> {
  let copies = 0;
  runs += 1;
  const installation = createInstallation({
    stores,
    machineId: () => Promise.resolve(machineId),
    random: seededRandom(runs),
    logger: createMemoryLogger(),
    onCopied: () => {
      copies += 1;
      return Promise.resolve();
    },
  });
  const [identity, again] = await Promise.all([installation.identity(), installation.identity()]);
  expect(again).toBe(identity);
  return { identity, copies };
}

function twoFiles(): readonly [SettingsStore, SettingsStore] {
  return [createMemorySettings(), createMemorySettings()];
}

function copyOf(store: SettingsStore): SettingsStore {
  const copy = createMemorySettings();
  for (const key of ["installId", "installMachine"]) {
    const value = store.get(key);
    if (value !== undefined) copy.set(key, value);
  }
  return copy;
}

describe("an installation", () => {
  test("stays the same from start to start", async () => {
    const stores = twoFiles();
    const first = await start(stores, "desk");
    expect(first.identity.id).toMatch(/^[0-9a-f]{16}$/);
    expect(first.identity.machine).toMatch(/^[0-9a-f]{8}$/);
    expect(await start(stores, "desk")).toEqual({ identity: first.identity, copies: 0 });
  });

  test.each([0, 1] as const)("outlives the loss of file %i", async (kept) => {
    const stores = twoFiles();
    const { identity } = await start(stores, "desk");
    const fresh = createMemorySettings();
    const rest = kept === 0 ? [stores[0], fresh] : [fresh, stores[1]];
    expect(await start(rest, "desk")).toEqual({ identity, copies: 0 });
    expect(await start([fresh], "desk")).toEqual({ identity, copies: 0 });
  });

  test("that was copied to another computer is another one, and the first stays itself", async () => {
    const stores = twoFiles();
    const { identity } = await start(stores, "desk");
    const copies = stores.map(copyOf);
    const laptop = await start(copies, "laptop");
    expect(laptop.copies).toBe(1);
    expect(laptop.identity.id).not.toBe(identity.id);
    expect(laptop.identity.machine).not.toBe(identity.machine);
    expect(await start(copies, "laptop")).toEqual({ identity: laptop.identity, copies: 0 });
    expect(await start(stores, "desk")).toEqual({ identity, copies: 0 });
  });

  test("of which one file alone was copied over stays itself, and forgets what came along", async () => {
    const desk = twoFiles();
    await start(desk, "desk");
    const laptop = twoFiles();
    const { identity } = await start(laptop, "laptop");
    expect(await start([copyOf(desk[0]), laptop[1]], "laptop")).toEqual({ identity, copies: 1 });
  });

  test("of version 0.1.0 keeps its id, and is bound to the computer", async () => {
    const store = createMemorySettings();
    store.set("installId", "0123456789abcdef");
    const { identity, copies } = await start([store], "desk");
    expect(identity).toMatchObject({ id: "0123456789abcdef", machine: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(copies).toBe(0);
  });

  test("stays itself where the system does not say which computer it is", async () => {
    const stores = twoFiles();
    const { identity } = await start(stores, "desk");
    expect(await start(stores, null)).toEqual({ identity, copies: 0 });
    expect(await start(stores, "desk")).toEqual({ identity, copies: 0 });
    expect((await start([createMemorySettings()], null)).identity.machine).toBeNull();
  });

  test("tells nobody what the system calls the computer", async () => {
    const machineId = "4c4c4544004d3510805ac7c04f4e3132";
    const stores = twoFiles();
    const { identity } = await start(stores, machineId);
    expect(machineId).not.toContain(identity.machine);
    expect(JSON.stringify(stores.map((store) => store.get("installMachine")))).not.toContain(machineId.slice(0, 8));
  });

  test.each([7, "", "x", "0123", null])("takes no %j for an id", async (value) => {
    const store = createMemorySettings();
    store.set("installId", value);
    expect((await start([store], "desk")).identity.id).toMatch(/^[0-9a-f]{16}$/);
  });
});
