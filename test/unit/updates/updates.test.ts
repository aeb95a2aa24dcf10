import { afterEach, expect, test } from "vitest";
import type { UpdateState } from "../../../app/contract/updates.ts";
import type { InstallationInput } from "../../../app/updates/installation.ts";
import * as reader from "../../../app/updates/release-reader.ts";
import { createUpdates, firstCheckAfter, type Updates } from "../../../app/updates/updates.ts";
import type { FetchResponse } from "../../../app/platform/ports.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { ourKey, signed, text } from "./release.ts";

const day = 24 * 3_600_000;
const installed: InstallationInput = {
  platform: "linux",
  architecture: "x64",
  packaged: true,
  appImage: "",
  debian: true,
  forTestsOnly: false,
  managed: null,
};
const publisher = { manifest: "https://github.com/a/b/update.json", page: "https://github.com/a/b", keys: [ourKey] };

type Answer = Partial<FetchResponse> & { readonly body?: string; readonly location?: string; readonly length?: string };
const started: Updates[] = [];
afterEach(() => {
  for (const updates of started.splice(0)) updates.stop();
});

function bench({
  answers = {},
  installation = installed,
  manifest = publisher.manifest,
  stored,
}: {
  answers?: Readonly<Record<string, Answer | "hangs" | "fails">>;
  installation?: InstallationInput;
  manifest?: string;
  stored?: unknown;
} = {}) {
  const clock = new FakeClock();
  const logger = createMemoryLogger();
  const store = new Map<string, unknown>([["newest-release-date", stored]]);
  const asked: string[] = [];
  const network = { offline: false };
  let loads = 0;
  const updates = createUpdates({
    installation,
    publisher: { ...publisher, manifest },
    version: "0.2.0",
    clock,
    random: { fraction: () => 0.5, bytes: (count) => new Uint8Array(count) },
    store: { get: (key) => store.get(key), set: (key, value) => void store.set(key, value) },
    offline: () => network.offline,
    fetch: (url, { headers, signal }) => {
      asked.push(`${url} ${headers["User-Agent"]}`);
      const answer = answers[url] ?? "fails";
      if (answer === "fails") return Promise.reject(new Error("ECONNREFUSED"));
      if (answer === "hangs") {
        return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
      }
      const { status = 200, body = "", location = null, length = null } = answer;
      const found: Readonly<Record<string, string | null>> = { location, "content-length": length };
      return Promise.resolve({
        status,
        headers: { get: (name) => found[name] ?? null },
        text: () => Promise.resolve(body),
      });
    },
    loadReader: () => {
      loads += 1;
      return Promise.resolve(reader);
    },
    logger,
  });
  started.push(updates);
  return { updates, clock, asked, store, network, logger, loads: () => loads };
}

function release(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, Answer>> {
  const { manifest, signature } = signed(text(changes));
  return { [publisher.manifest]: { body: manifest }, [`${publisher.manifest}.sig`]: { body: signature } };
}

test("nothing is loaded or asked before ten minutes, and then once a day", async () => {
  const { updates, clock, asked, loads } = bench({ answers: release({ version: "0.2.0" }) });
  updates.choose("tell");
  await clock.advance(firstCheckAfter - 1);
  expect([asked.length, loads()]).toEqual([0, 0]);
  await clock.advance(1);
  expect(asked).toEqual([`${publisher.manifest} Tallylight/0.2.0`, `${publisher.manifest}.sig Tallylight/0.2.0`]);
  expect(updates.state()).toEqual({ kind: "none", checkedAt: clock.wallNow() });
  await clock.advance(day);
  expect(asked).toHaveLength(4);
});

test("a choice that is said again changes nothing, and another one ends it", async () => {
  const { updates, clock, asked } = bench({ answers: release() });
  updates.choose("tell");
  await clock.advance(firstCheckAfter - 1);
  updates.choose("tell");
  await clock.advance(1);
  expect(asked).toHaveLength(2);
  updates.choose("never");
  await clock.advance(3 * day);
  expect(asked).toHaveLength(2);
  expect(clock.pendingCount).toBe(0);
});

test("while the account can't be reached either nobody is asked", async () => {
  const { updates, clock, asked, network } = bench({ answers: release() });
  network.offline = true;
  updates.choose("tell");
  await clock.advance(firstCheckAfter);
  expect(asked).toEqual([]);
  network.offline = false;
  await clock.advance(day);
  expect(asked).toHaveLength(2);
});

test("a new version is told with its notes and the command for its package, and nothing is downloaded", async () => {
  const { updates, asked, store } = bench({ answers: release() });
  const seen: UpdateState["kind"][] = [];
  updates.onChange(() => seen.push(updates.state().kind));
  await Promise.all([updates.check(), updates.check()]);
  expect(seen).toEqual(["checking", "available"]);
  expect(updates.state()).toEqual({
    kind: "available",
    release: { version: "0.3.0", notes: "Lighter.", command: "sudo apt install ./tallylight-0.3.0-linux-amd64.deb" },
  });
  expect(asked).toHaveLength(2);
  expect(store.get("newest-release-date")).toBe(2_000);
});

test("what was seen once is remembered: an older release is refused after a restart, whatever the clock says", async () => {
  const { updates, clock, logger } = bench({ answers: release(), stored: 2_001 });
  clock.jumpWall(-365 * day);
  await updates.check();
  expect(updates.state()).toEqual({ kind: "failed", reason: "older-than-known", checkedAt: clock.wallNow() });
  expect(logger.lines.join("\n")).toContain("older-than-known");
});

test("a clock a year back neither refuses a release nor asks in a loop", async () => {
  const { updates, clock, asked } = bench({ answers: release(), stored: 1_000 });
  updates.choose("tell");
  clock.jumpWall(-365 * day);
  await clock.advance(firstCheckAfter + 1_000);
  expect([updates.state().kind, asked.length]).toEqual(["available", 2]);
});

test("that a version is out stays known while the server can't be reached", async () => {
  const answers: Record<string, Answer | "fails"> = { ...release() };
  const { updates } = bench({ answers });
  await updates.check();
  answers[publisher.manifest] = "fails";
  await updates.check();
  expect(updates.state().kind).toBe("available");
});

const asset = "https://release-assets.githubusercontent.com/update.json";
test("a release's files may lie with GitHub's own asset host", async () => {
  const { manifest, signature } = signed(text());
  const { updates } = bench({
    answers: {
      [publisher.manifest]: { status: 302, location: asset },
      [asset]: { body: manifest },
      [`${publisher.manifest}.sig`]: { status: 302, location: `${asset}.sig` },
      [`${asset}.sig`]: { body: signature },
    },
  });
  await updates.check();
  expect(updates.state().kind).toBe("available");
});

const away = (location: string): Readonly<Record<string, Answer>> => ({
  [publisher.manifest]: { status: 302, location },
});
test.each([
  ["a server that is not there", {}, "not-reachable"],
  ["a page that is not there", { [publisher.manifest]: { status: 404 } }, "answered-with-an-error"],
  ["no signature beside it", { [publisher.manifest]: { body: text() } }, "not-reachable"],
  ["another server", away("https://evil.example/update.json"), "redirected-elsewhere"],
  ["an unprotected one", away("http://github.com/a/b/update.json"), "redirected-elsewhere"],
  ["this computer", away("http://127.0.0.1/update.json"), "redirected-elsewhere"],
  [
    "a host that only ends like GitHub's",
    away("https://x.objects.githubusercontent.com.evil/"),
    "redirected-elsewhere",
  ],
  ["nothing readable", away("http://["), "redirected-elsewhere"],
  ["itself, for ever", away(publisher.manifest), "redirected-elsewhere"],
  ["10 GB declared", { [publisher.manifest]: { length: "10000000000" } }, "too-long"],
  ["more than was declared", { [publisher.manifest]: { body: "x".repeat(70_000), length: "10" } }, "too-long"],
] as const)("%s: refused by name", async (_name, answers, reason) => {
  const { updates } = bench({ answers });
  await updates.check();
  expect(updates.state()).toMatchObject({ kind: "failed", reason });
});

test("a server that answers drop by drop is given up after half a minute", async () => {
  const { updates, clock } = bench({ answers: { [publisher.manifest]: "hangs" } });
  const checked = updates.check();
  await clock.advance(30_000);
  await checked;
  expect(updates.state()).toMatchObject({ kind: "failed", reason: "not-reachable" });
});

test("without https nobody is asked", async () => {
  const { updates, asked } = bench({ manifest: "http://updates.example/update.json" });
  await updates.check();
  expect([updates.state(), asked]).toMatchObject([{ kind: "failed", reason: "not-over-https" }, []]);
});

test.each([
  [{ packaged: false }, "not-packaged"],
  [{ forTestsOnly: true }, "package-for-tests"],
  [{ managed: "off" }, "given-from-outside"],
] as const)("%j: never asked, not even by hand, and it is said why", async (changes, reason) => {
  const { updates, clock, asked } = bench({ installation: { ...installed, ...changes }, answers: release() });
  updates.choose("tell");
  await updates.check();
  await clock.advance(2 * day);
  expect([updates.state(), asked, clock.pendingCount]).toEqual([{ kind: "not-here", reason }, [], 0]);
});

test("what manages this computer wins over the choice", async () => {
  const { updates, clock, asked } = bench({ installation: { ...installed, managed: "tell" }, answers: release() });
  updates.choose("never");
  await clock.advance(firstCheckAfter);
  expect(asked).toHaveLength(2);
});
