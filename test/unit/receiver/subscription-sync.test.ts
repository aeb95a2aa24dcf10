import { describe, expect, it } from "vitest";
import type { SubscriptionOutcome } from "../../../app/receiver/subscription-outcome.ts";
import { FakeSubscriptions, failure } from "./support/fake-subscriptions.ts";
import { Install } from "./support/install.ts";

const secretName = "receiver-secret@0123456789abcdef";
const pathName = "receiver-path@0123456789abcdef";
const publicUrl = "https://relay.example";

function bench(): { readonly account: FakeSubscriptions; readonly install: Install } {
  const account = new FakeSubscriptions();
  return { account, install: new Install(account, 1) };
}

/** The one thing that matters: what the outcome says, and that the account and the stores agree with it. */
async function expectOneReady(install: Install, outcome: SubscriptionOutcome, url = publicUrl): Promise<void> {
  expect(outcome.kind).toBe("ready");
  expect(install.receivers).toHaveLength(1);
  const [kept] = install.receivers;
  if (outcome.kind !== "ready" || kept === undefined) return;
  expect(kept).toMatchObject({ state: "enabled", payloadUri: `${url}${await install.start().path()}` });
  expect(kept.subjects).toContain("timer");
  expect(outcome.secret).toBe(kept.secret);
  expect(outcome.subscription.url).toBe(kept.url);
  expect(install.secrets.values.get(secretName)).toContain(kept.secret);
}

describe("ensure", () => {
  it("creates one where there is none, and does nothing the next time", async () => {
    const { account, install } = bench();
    const first = await install.start().ensure(publicUrl);
    await expectOneReady(install, first);
    expect(first).toMatchObject({ changed: true });
    expect(account.calls).toEqual(["list", "create"]);

    account.calls.length = 0;
    const second = await install.start().ensure(publicUrl);
    await expectOneReady(install, second);
    expect(second).toMatchObject({ changed: false });
    expect(account.calls).toEqual(["list"]);
  });

  it("names it after the installation alone: 16 random hex digits", async () => {
    const { install } = bench();
    await install.start().ensure(publicUrl);
    expect(install.receivers[0]?.name).toMatch(/^Tallylight [0-9a-f]{16}$/);
  });

  it.each([
    ["points it to the new URL", { payloadUri: "https://old.example/b/x" }, ["list", "update"]],
    ["enables it", { state: "disabled" }, ["list", "enable"]],
    ["enables it where its state is one we do not know", { state: "unknown" }, ["list", "enable"]],
    ["adds the subject", { subjects: ["entry"] }, ["list", "add-subjects"]],
    ["is content with all subjects", { subjects: ["*"] }, ["list"]],
    [
      "does all of it, enabling last",
      { payloadUri: null, subjects: [], state: "disabled" },
      ["list", "update", "add-subjects", "enable"],
    ],
  ] as const)("%s", async (_name, change, calls) => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    account.change(install.receivers[0]?.url ?? "", change);
    account.calls.length = 0;
    const outcome = await install.start().ensure(publicUrl);
    expect(account.calls).toEqual(calls);
    expect(outcome).toMatchObject({ kind: "ready", changed: calls.length > 1 });
    expect(install.receivers).toHaveLength(1);
    expect(install.receivers[0]).toMatchObject({ state: "enabled" });
  });

  it("re-rolls a secret that is lost", async () => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    const before = install.receivers[0]?.secret;
    install.secrets.values.delete(secretName);
    account.calls.length = 0;
    const outcome = await install.start().ensure(publicUrl);
    await expectOneReady(install, outcome);
    expect(account.calls).toEqual(["list", "reroll"]);
    expect(install.receivers[0]?.secret).not.toBe(before);
  });

  it.each(["not json", "{}", '[["scope"]]', '[["https://api.nokotime.com/v2/",{"url":1}]]', ""])(
    "treats an unreadable store as a lost secret: %s",
    async (text) => {
      const { install } = bench();
      await install.start().ensure(publicUrl);
      install.secrets.values.set(secretName, text);
      install.secrets.values.set(pathName, text);
      const outcome = await install.start().ensure(publicUrl);
      expect(outcome).toMatchObject({ changed: true });
      await expectOneReady(install, outcome);
    },
  );

  it("keeps the one whose URL it stored, and deletes its own others", async () => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    const kept = install.receivers[0];
    account.add({ name: install.name });
    account.add({ name: install.name, state: "disabled" });
    const outcome = await install.start().ensure(publicUrl);
    await expectOneReady(install, outcome);
    expect(install.receivers[0]?.url).toBe(kept?.url);
    expect(outcome).toMatchObject({ changed: true });
  });

  it("keeps the newest where it stored none", async () => {
    const { account, install } = bench();
    install.start();
    account.add({ name: install.name });
    const newest = account.add({ name: install.name });
    await expectOneReady(install, await install.start().ensure(publicUrl));
    expect(install.receivers[0]?.url).toBe(newest.url);
  });

  it("is ready although a leftover cannot be deleted", async () => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    account.add({ name: install.name });
    account.fault = (call) =>
      call === "delete" ? { when: "before", error: failure({ kind: "server-failed", status: 500 }) } : null;
    expect(await install.start().ensure(publicUrl)).toMatchObject({ kind: "ready" });
    expect(install.logger.lines.filter((line) => line.startsWith("warn"))).toEqual([
      'warn A leftover could not be deleted from the account {"kind":"receiver","failure":"server-failed (HTTP 500)"}',
    ]);
    account.fault = () => null;
    await expectOneReady(install, await install.start().ensure(publicUrl));
  });

  it.each([
    [{ kind: "token-rejected" }, { kind: "token-rejected" }],
    [{ kind: "cancelled" }, { kind: "failed", failure: { kind: "cancelled" } }],
  ] as const)("is not ready where a leftover cannot be deleted since it is %j", async (kind, outcome) => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    account.add({ name: install.name });
    account.fault = (call) => (call === "delete" ? { when: "before", error: failure(kind) } : null);
    expect(await install.start().ensure(publicUrl)).toEqual(outcome);
  });

  it("finds its receiver again when a person renamed it", async () => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    account.change(install.receivers[0]?.url ?? "", { name: "My timer thing" });
    await expectOneReady(install, await install.start().ensure(publicUrl));
    expect(account.receivers).toHaveLength(1);
  });

  it("begins again when the receiver vanishes between being found and being asked", async () => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    account.change(install.receivers[0]?.url ?? "", { state: "disabled" });
    let vanished = false;
    account.fault = (call) => {
      if (call === "enable" && !vanished) {
        vanished = true;
        account.receivers = [];
      }
      return null;
    };
    await expectOneReady(install, await install.start().ensure(publicUrl));
    expect(vanished).toBe(true);
  });

  it("never touches what is not exactly its own", async () => {
    const { account, install } = bench();
    install.start();
    const others = [
      account.add({ name: "Da Best Timer Sync" }),
      account.add({ name: `${install.name} ` }),
      account.add({ name: `${install.name}0` }),
      account.add({ name: install.name.toUpperCase() }),
      account.add({ name: "Tallylight 00000000000000ff", state: "disabled" }),
    ];
    const sync = install.start();
    await sync.ensure(publicUrl);
    await sync.disable(new AbortController().signal);
    await sync.remove();
    expect(account.receivers.toReversed()).toEqual(others);
  });

  it.each([
    [{ kind: "token-rejected" }, { kind: "token-rejected" }],
    [{ kind: "forbidden" }, { kind: "forbidden" }],
    [{ kind: "offline" }, { kind: "failed", failure: { kind: "offline" } }],
    [{ kind: "rate-limited" }, { kind: "failed", failure: { kind: "rate-limited" } }],
    [{ kind: "not-found" }, { kind: "failed", failure: { kind: "not-found" } }],
  ] as const)("says so when the account answers %o", async (given, outcome) => {
    const { account, install } = bench();
    account.fault = () => ({ when: "before", error: failure(given) });
    expect(await install.start().ensure(publicUrl)).toEqual(outcome);
    expect(install.secrets.values.has(secretName)).toBe(false);
  });

  it("runs one at a time: two at once make one receiver", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await Promise.all([sync.ensure(publicUrl), sync.ensure(publicUrl), sync.check(publicUrl)]);
    expect(account.calls.filter((call) => call === "create")).toHaveLength(1);
    expect(install.receivers).toHaveLength(1);
  });

  it("stops for its caller's signal", async () => {
    const { account, install } = bench();
    const controller = new AbortController();
    controller.abort();
    const outcome = await install.start().ensure(publicUrl, controller.signal);
    expect(outcome).toEqual({ kind: "failed", failure: { kind: "cancelled" } });
    expect(account.calls).toEqual([]);
  });
});

describe("check", () => {
  it("costs one GET while all is well", async () => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    account.calls.length = 0;
    expect(await install.start().check(publicUrl)).toMatchObject({ kind: "ready", changed: false });
    expect(account.calls).toEqual(["get"]);
  });

  it.each([
    [
      "disabled",
      ["get", "enable"],
      (account: FakeSubscriptions, url: string) => account.change(url, { state: "disabled" }),
    ],
    [
      "re-pointed",
      ["get", "update"],
      (account: FakeSubscriptions, url: string) => account.change(url, { payloadUri: "https://x.example/" }),
    ],
    ["renamed", ["get", "update"], (account: FakeSubscriptions, url: string) => account.change(url, { name: "Mine" })],
    ["deleted", ["get", "list", "get", "create"], (account: FakeSubscriptions) => void (account.receivers = [])],
  ] as const)("mends a receiver that was %s behind our back", async (_name, calls, spoil) => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    spoil(account, install.receivers[0]?.url ?? "");
    account.calls.length = 0;
    const outcome = await install.start().check(publicUrl);
    await expectOneReady(install, outcome);
    expect(outcome).toMatchObject({ changed: true });
    expect(account.calls).toEqual(calls);
  });

  it("follows a new public URL with exactly one PUT", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.calls.length = 0;
    await expectOneReady(install, await sync.check("https://next.example/way"), "https://next.example/way");
    expect(account.calls).toEqual(["get", "update"]);
  });
});

describe("renewSecret", () => {
  it("replaces a secret that no longer fits, and stores it", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.change(install.receivers[0]?.url ?? "", { secret: "re-rolled by hand in the account" });
    const outcome = await sync.renewSecret(publicUrl);
    expect(outcome).toMatchObject({ changed: true });
    await expectOneReady(install, outcome);
  });
});

describe("disable", () => {
  it("stops the broadcasts and keeps the receiver for the next start", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.calls.length = 0;
    expect(await sync.disable(new AbortController().signal)).toEqual({ kind: "done" });
    expect(account.calls).toEqual(["disable"]);
    expect(install.receivers[0]).toMatchObject({ state: "disabled" });
    await expectOneReady(install, await install.start().ensure(publicUrl));
  });

  it("also stops one that an earlier run left enabled", async () => {
    const { install } = bench();
    await install.start().ensure(publicUrl);
    await install.start().disable(new AbortController().signal);
    expect(install.receivers[0]).toMatchObject({ state: "disabled" });
  });

  it("asks nothing where there never was one, and needs none to be there still", async () => {
    const { account, install } = bench();
    expect(await install.start().disable(new AbortController().signal)).toEqual({ kind: "done" });
    expect(account.calls).toEqual([]);
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.receivers = [];
    expect(await sync.disable(new AbortController().signal)).toEqual({ kind: "done" });
  });

  it("does not wait for a set-up that hangs", async () => {
    const { account, install } = bench();
    await install.start().ensure(publicUrl);
    const sync = install.start();
    const hanging = new Promise<void>((resolve) => {
      account.isSilent = (call) => {
        if (call !== "list") return false;
        account.isSilent = () => false;
        resolve();
        return true;
      };
    });
    const setUp = sync.check("https://moved.example").then(() => sync.ensure("https://moved.example"));
    await hanging;
    const left = sync.disable(new AbortController().signal);
    expect(await setUp).toEqual({ kind: "failed", failure: { kind: "cancelled" } });
    expect(await left).toEqual({ kind: "done" });
    expect(install.receivers.map(({ state }) => state)).toEqual(["disabled"]);
  });

  it("finds another one of ours that a set-up came upon and could not repair", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.receivers = [];
    account.add({ name: install.name });
    account.fault = (call) =>
      call === "update" || call === "reroll" ? { when: "before", error: failure({ kind: "timeout" }) } : null;
    expect(await sync.ensure(publicUrl)).toMatchObject({ kind: "failed" });
    account.fault = () => null;
    expect(await sync.disable(new AbortController().signal)).toEqual({ kind: "done" });
    expect(install.receivers.map(({ state }) => state)).toEqual(["disabled"]);
  });

  it("interrupts a set-up that is under way, and stops what it had made by then", async () => {
    const { account, install } = bench();
    const sync = install.start();
    const leaving = new Promise<void>((resolve) => {
      account.fault = (call) => {
        if (call !== "create") return null;
        resolve();
        return { when: "after", error: failure({ kind: "cancelled" }) };
      };
    });
    const setUp = sync.ensure(publicUrl);
    await leaving;
    const left = sync.disable(new AbortController().signal);
    expect(await setUp).toEqual({ kind: "failed", failure: { kind: "cancelled" } });
    expect(await left).toEqual({ kind: "done" });
    expect(install.receivers.map(({ state }) => state)).toEqual(["disabled"]);
  });

  it("gives up within its deadline and never throws", async () => {
    const { install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    const deadline = new AbortController();
    deadline.abort();
    expect(await sync.disable(deadline.signal)).toEqual({ kind: "failed", failure: { kind: "cancelled" } });
  });
});

describe("remove", () => {
  it("deletes all of its own and forgets path and secret", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.add({ name: install.name });
    expect(await sync.remove()).toEqual({ kind: "done" });
    expect(account.receivers).toEqual([]);
    expect([...install.secrets.values]).toEqual([]);
  });

  it("does not wait for a check that hangs", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    const hanging = new Promise<void>((resolve) => {
      account.isSilent = (call) => {
        if (call === "get") resolve();
        return call === "get";
      };
    });
    const check = sync.check(publicUrl);
    await hanging;
    const left = sync.remove();
    expect(await check).toEqual({ kind: "failed", failure: { kind: "cancelled" } });
    expect(await left).toEqual({ kind: "done" });
    expect(account.receivers).toEqual([]);
  });

  it("deletes one that was renamed", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.change(install.receivers[0]?.url ?? "", { name: "Mine" });
    expect(await sync.remove()).toEqual({ kind: "done" });
    expect(account.receivers).toEqual([]);
  });

  it("forgets path and secret even where the account cannot be asked", async () => {
    const { account, install } = bench();
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.fault = () => ({ when: "before", error: failure({ kind: "offline" }) });
    expect(await sync.remove()).toEqual({ kind: "failed", failure: { kind: "offline" } });
    expect([...install.secrets.values]).toEqual([]);
  });

  it("makes a new path for the next receiver", async () => {
    const { install } = bench();
    const sync = install.start();
    const before = await sync.path();
    expect(await install.start().path()).toBe(before);
    await sync.remove();
    expect(await sync.path()).not.toBe(before);
  });
});

describe("accounts side by side", () => {
  it("never use each other's path, URL or secret", async () => {
    const real = new FakeSubscriptions();
    const install = new Install(real, 1);
    const demo = new Install(new FakeSubscriptions(), 2, install);
    const realOutcome = await install.start().ensure(publicUrl);
    const demoOutcome = await demo.start("demo").ensure(publicUrl);
    expect(realOutcome.kind).toBe("ready");
    expect(demoOutcome.kind).toBe("ready");
    expect(await install.start().path()).not.toBe(await demo.start("demo").path());

    await demo.start("demo").remove();
    real.calls.length = 0;
    expect(await install.start().ensure(publicUrl)).toMatchObject({ kind: "ready", changed: false });
    expect(real.calls).toEqual(["list"]);
  });
});
