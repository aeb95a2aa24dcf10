import { describe, expect, it } from "vitest";
import type { SubscriptionSync } from "../../../app/receiver/subscription-sync.ts";
import { FakeSubscriptions, failure } from "./support/fake-subscriptions.ts";
import { Install } from "./support/install.ts";

const publicUrl = "https://relay.example";

class Crash extends Error {}

/** Situations in which a set-up begins; together they pass through every step that it can have. */
const situations: readonly { readonly name: string; readonly prepare: (install: Install) => Promise<void> }[] = [
  { name: "an empty account", prepare: () => Promise.resolve() },
  {
    name: "a receiver that must be re-pointed, subscribed and enabled",
    prepare: async (install) => {
      await install.start().ensure("https://old.example");
      install.account.change(install.receivers[0]?.url ?? "", { state: "disabled", subjects: [] });
    },
  },
  {
    name: "a lost secret, and a leftover",
    prepare: async (install) => {
      await install.start().ensure("https://old.example");
      install.secrets.values.clear();
      install.account.add({ name: install.name, state: "disabled" });
    },
  },
  {
    name: "a receiver that was deleted",
    prepare: async (install) => {
      await install.start().ensure(publicUrl);
      install.account.receivers = [];
    },
  },
];

interface Step {
  readonly at: number;
  readonly when: "before" | "after";
}

/** Ends the run at one step: the n-th call of the account or write to the store, before or after it took effect. */
function breakAt(install: Install, step: Step, error: Error): { steps(): number } {
  let steps = 0;
  const reached = (): boolean => {
    steps += 1;
    return steps - 1 === step.at;
  };
  install.account.fault = () => (reached() ? { when: step.when, error } : null);
  let breaks = false;
  install.secrets.onWrite = (when) => {
    if (when === "before") breaks = reached();
    if (breaks && when === step.when) throw error;
  };
  return { steps: () => steps };
}

function heal(install: Install): void {
  install.account.fault = () => null;
  install.secrets.onWrite = () => undefined;
}

async function countSteps(prepare: (install: Install) => Promise<void>): Promise<number> {
  const install = new Install(new FakeSubscriptions(), 7);
  await prepare(install);
  const never = breakAt(install, { at: -1, when: "before" }, new Crash());
  await install.start().ensure(publicUrl);
  return never.steps();
}

async function expectOneEnabled(install: Install, sync: SubscriptionSync): Promise<void> {
  const outcome = await sync.ensure(publicUrl);
  expect(outcome.kind).toBe("ready");
  expect(install.receivers).toHaveLength(1);
  expect(install.receivers[0]).toMatchObject({ state: "enabled", payloadUri: `${publicUrl}${await sync.path()}` });
  expect(outcome).toMatchObject({ secret: install.receivers[0]?.secret });
}

describe.each(situations)("set-up beginning with $name", ({ prepare }) => {
  it("heals at the next start from a crash at each of its steps", async () => {
    const total = await countSteps(prepare);
    expect(total).toBeGreaterThanOrEqual(4);
    for (let at = 0; at < total; at += 1) {
      for (const when of ["before", "after"] as const) {
        const install = new Install(new FakeSubscriptions(), 7);
        const stranger = install.account.add({ name: "Tallylight 00000000000000ff" });
        await prepare(install);
        if (!install.account.receivers.includes(stranger)) install.account.receivers = [stranger];
        breakAt(install, { at, when }, new Crash());
        await expect(install.start().ensure(publicUrl)).rejects.toBeInstanceOf(Crash);
        heal(install);
        await expectOneEnabled(install, install.start());
        expect(install.account.receivers).toContainEqual(stranger);
      }
    }
  });

  it("heals within the same run from an answer that was lost at each of its steps", async () => {
    const total = await countSteps(prepare);
    expect(total).toBeGreaterThanOrEqual(4);
    for (let at = 0; at < total; at += 1) {
      for (const when of ["before", "after"] as const) {
        const install = new Install(new FakeSubscriptions(), 7);
        await prepare(install);
        const sync = install.start();
        breakAt(install, { at, when }, failure({ kind: "timeout" }));
        await sync.ensure(publicUrl).catch(() => null);
        heal(install);
        await expectOneEnabled(install, sync);
      }
    }
  });

  it("leaves nothing behind when the user signs out after a crash at each of its steps", async () => {
    const total = await countSteps(prepare);
    for (let at = 0; at < total; at += 1) {
      for (const when of ["before", "after"] as const) {
        const install = new Install(new FakeSubscriptions(), 7);
        await prepare(install);
        breakAt(install, { at, when }, new Crash());
        await install
          .start()
          .ensure(publicUrl)
          .catch(() => null);
        heal(install);
        expect(await install.start().remove()).toEqual({ kind: "done" });
        expect(install.account.receivers).toEqual([]);
        expect([...install.secrets.values]).toEqual([]);
      }
    }
  });
});

describe("two installations of one user", () => {
  it("each end with one receiver of their own whatever happens in whichever order", async () => {
    const account = new FakeSubscriptions();
    const installs = [new Install(account, 11), new Install(account, 12)] as const;
    const [one, two] = installs;
    await Promise.all(installs.map((install) => install.start().ensure(publicUrl)));
    expect(one.name).not.toBe(two.name);
    for (const [active, passive] of [
      [one, two],
      [two, one],
    ] as const) {
      const before = passive.receivers;
      active.secrets.values.clear();
      account.add({ name: active.name });
      await expectOneEnabled(active, active.start());
      await active.start().disable(new AbortController().signal);
      await active.start().remove();
      expect(active.receivers).toEqual([]);
      expect(passive.receivers).toEqual(before);
      await expectOneEnabled(active, active.start());
    }
    expect(account.receivers).toHaveLength(2);
  });

  it("log neither path nor secret", async () => {
    const account = new FakeSubscriptions();
    const install = new Install(account, 11);
    const sync = install.start();
    await sync.ensure(publicUrl);
    account.add({ name: install.name });
    account.fault = (call) => (call === "delete" ? { when: "before", error: failure({ kind: "offline" }) } : null);
    await sync.ensure(publicUrl);
    const logged = JSON.stringify(install.logger.lines);
    expect(install.logger.lines.length).toBeGreaterThan(0);
    for (const secret of [await sync.path(), ...account.receivers.map((receiver) => receiver.secret)]) {
      expect(logged).not.toContain(secret);
    }
  });
});
