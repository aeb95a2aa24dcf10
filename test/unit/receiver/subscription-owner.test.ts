import { describe, expect, test } from "vitest";
import { ownerOf, subscriptionName } from "../../../app/receiver/subscription-name.ts";
import { FakeSubscriptions, failure } from "./support/fake-subscriptions.ts";
import { Install } from "./support/install.ts";

const publicUrl = "https://relay.example";
const own = { id: "0123456789abcdef", machine: "aaaaaaaa" } as const;

test.each([
  ["Tallylight 0123456789abcdef aaaaaaaa", "own"],
  ["Tallylight 0123456789abcdef", "own"],
  ["Tallylight 0123456789abcdef bbbbbbbb", "other"],
  ["Tallylight 00000000000000ff bbbbbbbb", "other"],
  ["Tallylight 00000000000000ff aaaaaaaa", "former"],
  ["Tallylight 00000000000000ff", "unknown"],
  ["Tallylight", "unknown"],
  ["Tallylight 0123456789abcdef aaaaaaaa ", "unknown"],
  ["My Tallylight 0123456789abcdef", "unknown"],
] as const)("%s belongs to: %s", (name, owner) => expect(ownerOf(name, own)).toBe(owner));

test("without a name for the computer, the id alone counts", () => {
  const unnamed = { ...own, machine: null };
  expect(subscriptionName(unnamed)).toBe("Tallylight 0123456789abcdef");
  expect(ownerOf("Tallylight 0123456789abcdef bbbbbbbb", unnamed)).toBe("own");
  expect(ownerOf("Tallylight 00000000000000ff bbbbbbbb", unnamed)).toBe("unknown");
});

function onComputer(account: FakeSubscriptions, machineId: string, seed: number): Install {
  const install = new Install(account, seed);
  install.machineId = machineId;
  return install;
}

describe("two computers with one profile", () => {
  test("have a receiver each, and neither moves the other's", async () => {
    const account = new FakeSubscriptions();
    const desk = onComputer(account, "desk", 1);
    await desk.start().ensure(publicUrl);
    const laptop = onComputer(account, "laptop", 2);
    for (const [key, value] of desk.settings.values) laptop.settings.set(key, value);
    const elsewhere = "https://other.example";
    await laptop.start().ensure(elsewhere);
    account.calls.length = 0;
    for (let round = 0; round < 3; round += 1) {
      await desk.start().check(publicUrl);
      await laptop.start().check(elsewhere);
    }
    expect(account.receivers.map(({ payloadUri, state }) => [new URL(payloadUri ?? "").origin, state])).toEqual([
      [elsewhere, "enabled"],
      [publicUrl, "enabled"],
    ]);
    expect(new Set(account.calls)).toEqual(new Set(["get"]));
  });

  test("of version 0.1.0, which could not tell them apart: the second one makes its own", async () => {
    const account = new FakeSubscriptions();
    const before = new Install(account, 1);
    await before.start().ensure(publicUrl);
    const [desk, laptop] = [onComputer(account, "desk", 2), onComputer(account, "laptop", 3)];
    for (const install of [desk, laptop]) {
      for (const [key, value] of before.settings.values) install.settings.set(key, value);
      for (const [name, value] of before.secrets.values) void install.secrets.set(name, value);
    }
    await desk.start().ensure(publicUrl);
    const [mine] = account.receivers;
    await laptop.start().ensure("https://other.example");
    expect(account.receivers).toHaveLength(2);
    expect(account.receivers.find(({ url }) => url === mine?.url)).toEqual(mine);
  });
});

describe("what lost settings left behind on this computer", () => {
  async function lost(payloadUri: string): Promise<{ readonly account: FakeSubscriptions; readonly install: Install }> {
    const account = new FakeSubscriptions();
    const before = onComputer(account, "desk", 1);
    await before.start().ensure(publicUrl);
    account.change(account.receivers[0]?.url ?? "", { payloadUri });
    return { account, install: onComputer(account, "desk", 2) };
  }

  test("is disabled where it points to our address, once", async () => {
    const { account, install } = await lost(`${publicUrl}/b/former`);
    const sync = install.start();
    await sync.ensure(publicUrl);
    expect(account.receivers.map(({ state }) => state)).toEqual(["enabled", "disabled"]);
    expect(sync.leftovers()).toEqual({ enabled: 0, disabled: 1 });
    account.calls.length = 0;
    const later = install.start();
    await later.ensure(publicUrl);
    expect(account.calls).toEqual(["list"]);
    expect(later.leftovers()).toEqual({ enabled: 0, disabled: 1 });
  });

  test.each([`https://other.example/b/x`, `${publicUrl}.example/b/x`])(
    "is counted alone where it points to %s: it may be another person's",
    async (payloadUri) => {
      const { account, install } = await lost(payloadUri);
      const sync = install.start();
      await sync.ensure(publicUrl);
      expect(account.receivers.map(({ state }) => state)).toEqual(["enabled", "enabled"]);
      expect(sync.leftovers()).toEqual({ enabled: 1, disabled: 0 });
    },
  );

  test("does not stop the rest where it cannot be disabled", async () => {
    const { account, install } = await lost(`${publicUrl}/b/former`);
    account.fault = (call) => (call === "disable" ? { when: "before", error: failure({ kind: "forbidden" }) } : null);
    const sync = install.start();
    expect(await sync.ensure(publicUrl)).toMatchObject({ kind: "ready" });
    expect(sync.leftovers()).toEqual({ enabled: 1, disabled: 0 });
  });

  test("is taken over where its secret is still there", async () => {
    const account = new FakeSubscriptions();
    const before = onComputer(account, "desk", 1);
    await before.start().ensure(publicUrl);
    const [kept] = account.receivers;
    before.settings.values.clear();
    await before.start().ensure(publicUrl);
    expect(account.receivers.map(({ url }) => url)).toEqual([kept?.url]);
    expect(account.calls).not.toContain("reroll");
  });
});
