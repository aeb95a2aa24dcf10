/** A profile of version 0.1.0 loses nothing on its way to the account's names, wherever the app is killed. */
import { expect, test } from "vitest";
import { accountIdOf, provisionalIdOf } from "../../app/account/identity.ts";
import { SignIn } from "../../app/application/sign-in.ts";
import type { AccountId } from "../../app/contract/account-id.ts";
import type { OpenAccount } from "../../app/application/open-account.ts";
import { createRateGates } from "../../app/noko/rate-gate.ts";
import type { CurrentUser } from "../../app/noko/resources.ts";
import { openPreferences } from "../../app/settings/preferences.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { installationIn } from "../support/installation.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { firstVersionProfile, type OpenedProfile, openProfile, type StoredProfile } from "../support/stored-profile.ts";
import { seededRandom } from "../support/seeded-random.ts";

const apiUrl = "https://api.nokotime.com/v2";
const token = "the-token-of-0.1.0";
const otherAddress = "https://noko.example.test/v2";
const provisional = provisionalIdOf(apiUrl, token);
const user: Pick<CurrentUser, "id"> = { id: 5538 };
const final = accountIdOf({ apiUrl, accountId: 1, userId: user.id });

function signInOf(profile: OpenedProfile, isOpen: (id: AccountId) => boolean = () => false): SignIn {
  const clock = new FakeClock();
  const random = seededRandom(1);
  return new SignIn({
    clock,
    random,
    logger: createMemoryLogger(),
    installation: installationIn(profile.settings.lenient, random),
    fetch: () => Promise.reject(new TypeError("fetch failed")),
    settings: profile.settings.lenient,
    secrets: profile.secrets,
    version: "0.0.0",
    configuration: { apiUrl, token: null, relay: null, programEnvironment: {} },
    startDemo: () => Promise.reject(new Error("No demo is started here")),
    gates: createRateGates({ clock, random }),
    isOpen,
    isOver: () => false,
  });
}

async function start(disk: StoredProfile, killedAfter?: number): Promise<readonly OpenAccount[]> {
  return signInOf(openProfile(disk, killedAfter)).atStart(() => true);
}

/** A start with a network: the account says which one it is. */
async function answer(disk: StoredProfile): Promise<void> {
  const signIn = signInOf(openProfile(disk), () => true);
  const account: Pick<OpenAccount, "id" | "api"> = {
    id: provisional,
    api: {
      account: () => Promise.resolve({ value: { id: 1, name: "testit" }, sequence: 1, requestedAt: 0, receivedAt: 0 }),
    } as Partial<OpenAccount["api"]> as OpenAccount["api"],
  };
  await signIn.learnId(account, user);
}

/** Everything that 0.1.0 stored, under the names of that account, and under no other. */
async function expectAll(disk: StoredProfile, id: AccountId): Promise<void> {
  const before = firstVersionProfile();
  const { settings, secrets } = openProfile(disk);
  const first = openProfile(firstVersionProfile());
  const preferences = openPreferences(settings);
  preferences.useAccount(id);
  expect(preferences.get()).toEqual(openPreferences(first.settings).get());
  expect(settings.lenient.get(`absence@${id}`)).toEqual(before.settings["absence"]);
  for (const name of ["installId", "windowPlace", "goalReachedOn", "relayHostKeys"]) {
    expect(settings.lenient.get(name)).toEqual(before.settings[name]);
  }
  expect(await secrets.get(`token@${id}`)).toBe(token);
  expect(await secrets.get("ssh-key")).toBe("the-ssh-key");
  for (const name of ["receiver-secret", "receiver-path"] as const) {
    const stored = new Map<string, unknown>(JSON.parse((await first.secrets.get(name)) ?? ""));
    expect(JSON.parse((await secrets.get(`${name}@${id}`)) ?? "")).toEqual(stored.get(apiUrl));
    expect(JSON.parse((await secrets.get(name)) ?? "")).toEqual([[otherAddress, stored.get(otherAddress)]]);
  }
  expect(settings.lenient.get("absence")).toBeUndefined();
  expect(settings.lenient.get("preferences")).not.toHaveProperty("favouriteProjects");
  expect(await secrets.get("token")).toBeNull();
  const ids = [...Object.keys(disk.settings), ...Object.keys(disk.secrets)].flatMap((name) => name.split("@")[1] ?? []);
  expect(new Set(ids)).toEqual(new Set([id]));
}

test("without a network its account is resumed at once, under an id that stands until the account answers", async () => {
  const disk = firstVersionProfile();
  expect((await start(disk)).map(({ id, kind }) => ({ id, kind }))).toEqual([
    { id: provisional, kind: "stored-token" },
  ]);
  await expectAll(disk, provisional);
  expect((await start(disk)).map(({ id }) => id)).toEqual([provisional]);
});

test("once the account has answered, the next start resumes it under its own id", async () => {
  const disk = firstVersionProfile();
  await start(disk);
  await answer(disk);
  expect((await start(disk)).map(({ id }) => id)).toEqual([final]);
  await expectAll(disk, final);
  expect((await start(disk)).map(({ id }) => id)).toEqual([final]);
});

test.each(Array.from({ length: 20 }, (_, seed) => seed))("killed on the way, seed %i", async (seed) => {
  const random = seededRandom(seed);
  const disk = firstVersionProfile();
  for (let kill = 0; kill <= seed % 3; kill += 1) await start(disk, Math.floor(random.fraction() * 8));
  expect((await start(disk)).map(({ id }) => id)).toEqual([provisional]);
  await expectAll(disk, provisional);
  await answer(disk);
  for (let kill = 0; kill <= seed % 3; kill += 1) await start(disk, Math.floor(random.fraction() * 8));
  expect((await start(disk)).map(({ id }) => id)).toEqual([final]);
  await expectAll(disk, final);
});

test("settings that could not be read when the token moved follow at a later start", async () => {
  const disk = firstVersionProfile();
  const { settings } = disk;
  disk.settings = {};
  await start(disk);
  disk.settings = { ...settings, ...disk.settings };
  await start(disk);
  await expectAll(disk, provisional);
});

test("killed after each single write", async () => {
  const whole = openProfile(firstVersionProfile());
  await signInOf(whole).atStart(() => true);
  expect(whole.writes()).toBeGreaterThan(8);
  for (let writes = 0; writes < whole.writes(); writes += 1) {
    const disk = firstVersionProfile();
    await start(disk, writes);
    expect((await start(disk)).map(({ id }) => id)).toEqual([provisional]);
    await expectAll(disk, provisional);
  }
});
