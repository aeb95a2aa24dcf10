import { describe, expect, it } from "vitest";
import { receiverKind, type SubscriptionKind } from "../../../app/receiver/subscription-kind.ts";
import { FakeSubscriptions } from "./support/fake-subscriptions.ts";
import { Install } from "./support/install.ts";

const publicUrl = "https://relay.example";

/** Another kind beside a receiver, in every respect that a kind has. */
const other: SubscriptionKind = {
  word: "webhook",
  calls: ({ webhooks }) => webhooks,
  pathPrefix: "/w/",
  pathName: "webhook-path",
  secretName: "webhook-secret",
  subjects: () => ["team.deleted"],
  priority: "background",
  onSend: () => undefined,
  nothingElse: true,
};

function bench() {
  const account = new FakeSubscriptions();
  const install = new Install(account, 1);
  return { account, install, sync: install.start(undefined, other) };
}

describe("a kind of subscription", () => {
  it("has its own path, and its secret is stored under its own name", async () => {
    const { install, sync } = bench();
    await sync.ensure(publicUrl);
    expect(install.receivers[0]?.payloadUri).toMatch(/^https:\/\/relay\.example\/w\/[\w-]{43}$/);
    expect([...install.secrets.values.keys()].toSorted()).toEqual([
      "webhook-path@0123456789abcdef",
      "webhook-secret@0123456789abcdef",
    ]);
    expect(await install.start(undefined, other).path()).toBe(await sync.path());
    expect(await install.start(undefined, receiverKind).path()).toMatch(/^\/b\//);
  });

  it("is not sent what it must not be sent", async () => {
    const { account, install, sync } = bench();
    await sync.ensure(publicUrl);
    const [kept] = install.receivers;
    account.change(kept?.url ?? "", { subjects: ["*", "entry.created", "team.deleted"] });
    account.calls.length = 0;
    expect(await sync.check(publicUrl)).toMatchObject({ kind: "ready", changed: true });
    expect(account.calls).toEqual(["get", "remove-subjects"]);
    expect(install.receivers[0]?.subjects).toEqual(["team.deleted"]);
  });
});

describe("recreate", () => {
  it("deletes what is there and makes a new one, with a new secret", async () => {
    const { account, install, sync } = bench();
    const before = await sync.ensure(publicUrl);
    account.calls.length = 0;
    const after = await sync.recreate(publicUrl);
    expect(account.calls).toEqual(["list", "delete", "create"]);
    expect(install.receivers).toHaveLength(1);
    expect(after).toMatchObject({ kind: "ready", created: true, secret: install.receivers[0]?.secret });
    expect(before.kind === "ready" && after.kind === "ready" && before.secret !== after.secret).toBe(true);
  });

  it("finds one that was renamed by hand", async () => {
    const { account, install, sync } = bench();
    await sync.ensure(publicUrl);
    account.change(install.receivers[0]?.url ?? "", { name: "Mine" });
    await sync.recreate(publicUrl);
    expect(account.receivers.map(({ name }) => name)).toEqual([install.name]);
  });

  it("leaves another installation's alone", async () => {
    const { account, sync } = bench();
    const other = account.add({ name: "Tallylight ffffffffffffffff" });
    await sync.recreate(publicUrl);
    expect(account.receivers.map(({ url }) => url)).toContain(other.url);
  });
});
