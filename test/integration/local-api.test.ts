/** Programs of this computer at the real socket: what they may do, and what they may not. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import * as v from "valibot";
import { afterEach, describe, expect, test } from "vitest";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { answerOf, eventSchema, greetingSchema } from "../../app/local-api/protocol.ts";
import { type LocalBench, type LocalBenchOptions, startLocalBench } from "../support/local-bench.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { untilSnapshot } from "../support/until-snapshot.ts";

const { gear, sprockets } = castProjectIds;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function start(options?: LocalBenchOptions): Promise<LocalBench> {
  const bench = await startLocalBench(options);
  ends.push(() => bench.stop());
  return bench;
}

describe("what programs may do", () => {
  test("off: there is no socket, and it is gone again when it is turned off", async () => {
    const bench = await start({ mode: "off" });
    expect(existsSync(bench.folder)).toBe(false);
    expect(bench.localApi.state()).toEqual({ kind: "off" });
    await bench.localApi.choose("look");
    expect(lstatSync(bench.path).mode & 0o777).toBe(0o600);
    expect(lstatSync(bench.folder).mode & 0o777).toBe(0o700);
    const client = await bench.connect();
    await bench.localApi.choose("off");
    await client.closed;
    expect(client.messages).toEqual([{ event: "bye", reason: "turned-off" }]);
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  test("look: everything is told, no verb is carried out, and nothing is asked of the account", async () => {
    const bench = await start({ mode: "look" });
    const client = await bench.connect();
    await untilSnapshot(bench.application, ({ today }) => today !== null);
    expect(v.parse(greetingSchema, client.greeting)).toMatchObject({ may: "look", version: "0.0.0" });
    const asked = bench.server.requests.length;
    const answer = v.parse(answerOf("status"), await client.ask({ do: "status" }));
    if (!answer.ok) throw new Error(answer.problem.message);
    const { status } = answer;
    expect(status.account).toMatchObject({ demo: false });
    expect(status.timers[0]).toMatchObject({ project: { id: gear, name: "Gear GmbH" }, state: "running" });
    expect(status.revision).toBe(bench.application.snapshot().revision);
    const verbs = [
      { do: "start", project: gear },
      { do: "pause" },
      { do: "resume" },
      { do: "switch", project: gear },
      { do: "toggle" },
      { do: "log" },
      { do: "adjust", seconds: 60 },
      { do: "describe", description: "x" },
      { do: "discard" },
      { do: "undo" },
      { do: "open" },
      { do: "doctor", repair: "everything" },
      { do: "confirm", verb: { do: "discard" } },
    ];
    for (const verb of verbs) {
      const refusal = await client.ask(verb);
      expect({ ...verb, ...refusal }).toMatchObject({ ...verb, ok: false, problem: { kind: "not-allowed" } });
    }
    const rehearsal = v.parse(answerOf("log"), await client.ask({ do: "log", minutes: 61, dryRun: true }));
    expect(rehearsal).toMatchObject({ ok: true, dryRun: true, entry: { minutes: 61, project: { id: gear } } });
    expect((await client.ask({ do: "projects", query: "ge" }))["projects"]).not.toHaveLength(0);
    expect(await client.ask({ do: "today" })).toMatchObject({ ok: true, today: { date: expect.any(String) } });
    expect(await client.ask({ do: "doctor" })).toMatchObject({ ok: true, lines: [{ label: "App" }] });
    expect(bench.server.requests.length).toBe(asked);
    expect(bench.views).toEqual([]);
  });

  test("act: verbs reach the account, are told to those who watch, and never count as a person", async () => {
    const bench = await start({ live: true });
    const [actor, watcher] = [await bench.connect(), await bench.connect()];
    await actor.ask({ do: "hello", client: "bench/1" });
    await watcher.ask({ do: "watch" });
    const paused = v.parse(answerOf("pause"), await actor.ask({ do: "pause" }));
    expect(paused).toMatchObject({ ok: true, before: { state: "running" }, after: { state: "paused" } });
    const event = v.parse(eventSchema, await watcher.until((message) => message["event"] === "timers"));
    expect(event).toMatchObject({ event: "timers", by: "program", status: { timers: [{ state: "paused" }, {}, {}] } });

    const adjusted = v.parse(answerOf("adjust"), await actor.ask({ do: "adjust", project: "gear", seconds: 600 }));
    expect(adjusted).toMatchObject({ ok: true, undo: { kind: "adjust", seconds: 600, project: { id: gear } } });
    expect(await actor.ask({ do: "undo" })).toMatchObject({ ok: true, undo: null });
    expect(await actor.ask({ do: "undo" })).toMatchObject({ ok: false, problem: { kind: "nothing-to-undo" } });
    expect(await actor.ask({ do: "resume", project: "sprock" })).toMatchObject({
      ok: true,
      project: { id: sprockets },
    });
    const logged = v.parse(
      answerOf("log"),
      await actor.ask({ do: "log", project: `#${gear}`, description: "by a script #cli", minutes: 20 }),
    );
    expect(logged).toMatchObject({ ok: true, dryRun: false, after: null, entry: { project: { id: gear } } });
    expect(bench.server.account.timer(gear)).toBeNull();
    expect(await actor.ask({ do: "discard" })).toMatchObject({ ok: true, undo: { kind: "discard" }, after: null });
    expect(await actor.ask({ do: "open", view: "preferences" })).toMatchObject({ ok: true });
    expect(bench.views).toEqual([{ kind: "preferences" }]);
    const line = bench.logger.lines.find((each) => each.includes("A program's verb"));
    expect(line).toBe(`info A program's verb was answered {"verb":"pause","client":"bench/1","outcome":"done"}`);
    expect(bench.logger.lines.join("\n")).not.toContain("by a script");
  });

  test("what cannot be told is not guessed", async () => {
    const bench = await start();
    const client = await bench.connect();
    const problem = async (request: Readonly<Record<string, unknown>>): Promise<unknown> =>
      (await client.ask(request))["problem"];
    expect(await problem({ do: "start", project: "zzzz" })).toMatchObject({ kind: "unknown-project" });
    expect(await problem({ do: "start", project: "e" })).toMatchObject({
      kind: "ambiguous-project",
      candidates: expect.arrayContaining([expect.objectContaining({ name: expect.any(String) })]),
    });
    expect(await problem({ do: "status", account: "nobody" })).toMatchObject({
      kind: "unknown-account",
      candidates: [{ demo: false }],
    });
    expect(await problem({ do: "pause", project: "zebra" })).toMatchObject({ kind: "no-timer" });
    expect(await problem({ do: "pause", ifRevision: 0 })).toMatchObject({ kind: "changed" });
    expect(await problem({ do: "juggle" })).toMatchObject({ kind: "not-available" });
    expect(bench.changes()).toEqual([]);
  });

  test("without an account it says so", async () => {
    const bench = await start({ signedOut: true });
    const client = await bench.connect();
    expect(await client.ask({ do: "status" })).toMatchObject({ ok: true, status: { account: null, timers: [] } });
    expect(await client.ask({ do: "toggle" })).toMatchObject({ ok: false, problem: { kind: "signed-out" } });
  });

  test("a timer that changed elsewhere: the program is told, and no person is asked", async () => {
    const bench = await start();
    const client = await bench.connect();
    bench.server.account.adjustTimer(gear, 3_600);
    expect(await client.ask({ do: "log", project: gear })).toMatchObject({ ok: false, problem: { kind: "changed" } });
    expect(bench.application.snapshot().question).toBeNull();
    expect(bench.server.account.timer(gear)).not.toBeNull();
  });
});

describe("logged time", () => {
  test("an entry whose answer was lost is found, and an intention in doubt is not carried out twice", async () => {
    const bench = await start();
    const client = await bench.connect();
    const { account, faults } = bench.server;
    const before = account.entries.all().length;
    const add = { do: "add", project: "gear", minutes: 31, key: "one-entry" };
    faults.disconnect({ method: "POST", moment: "after", times: 1 });
    expect(await client.ask(add)).toMatchObject({ ok: true });
    expect(account.entries.all()).toHaveLength(before + 1);
    faults.disconnect({ method: "POST", moment: "after", times: 1 });
    faults.answer(403, { method: "GET", path: "/v2/current_user/entries", times: 1 });
    const other = { ...add, minutes: 32, key: "another-one" };
    const failed = { ok: false, problem: { kind: "account", failure: "offline" } };
    expect(await client.ask(other)).toMatchObject(failed);
    expect(await client.ask(other)).toMatchObject(failed);
    expect(account.entries.all()).toHaveLength(before + 2);
  });

  test("is made once without a timer, read by days, and reviewed", async () => {
    const bench = await start();
    const client = await bench.connect();
    const rehearsed = await client.ask({ do: "add", project: "gear", minutes: 31, dryRun: true });
    const { entry } = rehearsed as { readonly entry: { readonly date: string } };
    expect(rehearsed).toMatchObject({ ok: true, dryRun: true, entry: { minutes: 31, project: { id: gear } } });
    expect(bench.changes()).toEqual([]);
    const add = { do: "add", project: "gear", minutes: 31, description: "Call #phone", key: "one-entry" };
    expect(await client.ask(add)).toMatchObject({ ok: true, dryRun: false, entry: { date: entry.date } });
    expect(await client.ask(add)).toMatchObject({ ok: true });
    expect(bench.changes()).toEqual(["POST /v2/entries"]);
    const days = { from: entry.date, to: entry.date };
    const listed = v.parse(answerOf("entries"), await client.ask({ do: "entries", ...days }));
    if (!listed.ok) throw new Error(listed.problem.message);
    expect(listed.entries.filter(({ description }) => description === "Call #phone")).toHaveLength(1);
    const review = v.parse(answerOf("review"), await client.ask({ do: "review" }));
    expect(review).toMatchObject({ ok: true, date: entry.date, loggedMinutes: listed.minutes, timers: [{}, {}, {}] });
    const tooLong = await client.ask({ do: "entries", from: "2026-01-01", to: "2026-12-31" });
    expect(tooLong).toMatchObject({ ok: false, problem: { kind: "malformed" } });
    const confirmed = client.send({ do: "confirm", verb: { ...add, key: "another-one" } });
    const { programQuestion } = await untilSnapshot(bench.application, (shown) => shown.programQuestion !== null);
    expect(programQuestion?.verb).toMatchObject({ kind: "log", minutes: 31, description: "Call #phone" });
    await bench.application.dispatch({ kind: "answer-program", id: programQuestion?.id ?? 0, agreed: true });
    expect(await client.answer(confirmed)).toMatchObject({ ok: true, confirmed: true, entry: { minutes: 31 } });
    expect(bench.changes()).toHaveLength(2);
  });
});

describe("what a person has to agree to", () => {
  test("no program can answer for them: 100 questions that nobody answers change nothing", async () => {
    const clock = new SkippingClock();
    const bench = await start({ clock });
    const clients = await Promise.all([bench.connect(), bench.connect()]);
    const verbs = [
      { do: "log" },
      { do: "discard" },
      { do: "adjust", seconds: -600 },
      { do: "describe", description: "" },
    ];
    for (let round = 0; round < 25; round += 1) {
      for (const verb of verbs) {
        const [first, second] = clients;
        const asked = first?.send({ do: "confirm", verb, seconds: 60 }) ?? 0;
        const { programQuestion } = await untilSnapshot(bench.application, (shown) => shown.programQuestion !== null);
        // What programs can send, whatever they send, is no answer.
        expect(await second?.ask({ do: "answer-program", agreed: true })).toMatchObject({ ok: false });
        await bench.application.dispatch(
          { kind: "answer-program", id: programQuestion?.id ?? 0, agreed: true },
          "program",
        );
        expect(await second?.ask({ do: "confirm", verb })).toMatchObject({ problem: { kind: "busy" } });
        clock.skip(60_000);
        expect(await first?.answer(asked)).toMatchObject({ ok: false, problem: { kind: "not-answered" } });
      }
    }
    expect(bench.changes()).toEqual([]);
    expect(bench.application.snapshot().programQuestion).toBeNull();
  });

  test("what they agree to is what they were shown, and of the timer as it was", async () => {
    const bench = await start();
    const client = await bench.connect();
    await client.ask({ do: "hello", client: "an assistant" });
    const ask = async (verb: Readonly<Record<string, unknown>>, answer: (id: number) => Promise<unknown>) => {
      const asked = client.send({ do: "confirm", verb });
      const { programQuestion } = await untilSnapshot(bench.application, (shown) => shown.programQuestion !== null);
      await answer(programQuestion?.id ?? 0);
      return { programQuestion, answer: await client.answer(asked) };
    };
    const agree = (agreed: boolean) => (id: number) =>
      bench.application.dispatch({ kind: "answer-program", id, agreed });

    const declined = await ask({ do: "discard" }, agree(false));
    expect(declined.answer).toMatchObject({ ok: false, problem: { kind: "declined" } });
    const { programQuestion, answer } = await ask({ do: "log", project: "gear" }, agree(true));
    expect(programQuestion).toMatchObject({
      from: { kind: "program", name: "an assistant" },
      verb: { kind: "log", project: { id: gear }, minutes: expect.any(Number) },
    });
    expect(v.parse(answerOf("confirm"), answer)).toMatchObject({ ok: true, confirmed: true, after: null });
    expect(bench.server.account.timer(gear)).toBeNull();

    const changed = await ask({ do: "discard", project: "sprock" }, async (id) => {
      await bench.application.dispatch({ kind: "adjust", projectId: sprockets, seconds: 60 });
      await agree(true)(id);
    });
    expect(changed.answer).toMatchObject({ ok: false, problem: { kind: "changed" } });
  });
});

describe("the same intention, sent again", () => {
  test("512 starts with one key from 16 programs are one request, and all have the same answer", async () => {
    const bench = await start();
    const clients = await Promise.all(Array.from({ length: 16 }, () => bench.connect()));
    const request = { do: "start", project: castProjectIds.zebra, key: "one-intention" };
    const answers = await Promise.all(
      clients.flatMap((client) => Array.from({ length: 32 }, () => client.ask(request))),
    );
    expect(answers).toHaveLength(512);
    expect(bench.changes()).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer["ok"]))).toEqual(new Set([true]));
  });

  test("a program that dies between question and answer leaves a state that status tells", async () => {
    const bench = await start();
    const doomed = await bench.connect();
    const release = bench.server.faults.hold({ route: "PUT /v2/projects/:id/timer/pause" });
    doomed.send({ do: "pause", key: "before-the-end" });
    await untilSnapshot(bench.application, ({ pending }) => pending.length > 0);
    doomed.socket.destroy();
    release();
    const next = await bench.connect();
    const again = await next.ask({ do: "pause", key: "before-the-end" });
    expect(again).toMatchObject({ ok: true, after: { state: "paused" } });
    expect(bench.changes()).toHaveLength(1);
  });

  test("a key is bound to what it was used for", async () => {
    const bench = await start();
    const client = await bench.connect();
    expect(await client.ask({ do: "pause", key: "used-once" })).toMatchObject({ ok: true });
    const other = await client.ask({ do: "resume", key: "used-once" });
    expect(other).toMatchObject({ ok: false, problem: { kind: "key-reused" } });
  });
});

describe("whose socket it is", () => {
  test("a folder that others may enter, a link, and a foreign file are refused", async () => {
    const bench = await start({ mode: "off", signedOut: true });
    const root = path.dirname(bench.folder);
    const cases: readonly (readonly [string, string, (folder: string) => void])[] = [
      ["open", "open-to-others", (folder) => (mkdirSync(folder), chmodSync(folder, 0o755))],
      ["link", "no-folder", (folder) => (mkdirSync(`${folder}-real`, 0o700), symlinkSync(`${folder}-real`, folder))],
      ["file", "no-folder", (folder) => writeFileSync(folder, "")],
      ["taken", "no-socket", (folder) => (mkdirSync(folder, 0o700), writeFileSync(path.join(folder, "t.sock"), ""))],
      ["a".repeat(100), "path-too-long", () => undefined],
    ];
    for (const [name, failure, prepare] of cases) {
      const folder = path.join(root, name);
      prepare(folder);
      const api = bench.another(folder);
      await api.choose("act");
      expect({ name, ...api.state() }).toEqual({ name, kind: "failed", failure });
    }
  });

  test("a second app leaves the socket to the first, and takes over what a killed one left", async () => {
    const bench = await start({ signedOut: true });
    const second = bench.another();
    await second.choose("act");
    expect(second.state()).toEqual({ kind: "failed", failure: "taken" });
    expect((await bench.connect()).greeting).toMatchObject({ hello: "tallylight" });

    const folder = path.join(path.dirname(bench.folder), "left");
    mkdirSync(folder, 0o700);
    const script = `const s=require("net").createServer();s.listen(process.argv[1],()=>process.kill(process.pid,"SIGKILL"))`;
    spawnSync(process.execPath, ["-e", script, path.join(folder, "t.sock")]);
    expect(readdirSync(folder)).toEqual(["t.sock"]);
    const heirs = [1, 2, 3, 4].map(() => bench.another(folder));
    await Promise.all(heirs.map((heir) => heir.choose("act")));
    const states = heirs.map((heir) => heir.state().kind).toSorted();
    expect(states).toEqual(["failed", "failed", "failed", "open"]);
    expect(readdirSync(folder)).toEqual(["t.sock"]);
  });

  test("a socket of something else that listens there is left alone", async () => {
    const bench = await start({ mode: "off", signedOut: true });
    mkdirSync(bench.folder, 0o700);
    const other = createServer((socket) => socket.on("error", () => undefined).end("other\n"));
    await new Promise<void>((resolve) => other.listen(bench.path, resolve));
    await bench.localApi.choose("act");
    expect(bench.localApi.state()).toEqual({ kind: "failed", failure: "taken" });
    other.close();
  });

  test.runIf(process.getuid?.() === 0)("another user of the computer reaches nothing", async () => {
    const bench = await start({ signedOut: true });
    // The folder that temporary folders are made in may be entered by anybody; ours may not.
    chmodSync(path.dirname(bench.folder), 0o755);
    const attempt = `
      const net = require("net"), fs = require("fs");
      const said = [];
      try { said.push(fs.readdirSync(process.argv[2]).join()); } catch (error) { said.push(error.code); }
      net.connect(process.argv[1])
        .on("connect", () => said.push("connected"))
        .on("data", (data) => said.push(String(data)))
        .on("error", (error) => said.push(error.code))
        .on("close", () => console.log(said.join(" ")));
      setTimeout(() => process.exit(), 5000).unref();`;
    const told = execFileSync(process.execPath, ["-e", attempt, bench.path, bench.folder], {
      uid: 65_534,
      gid: 65_534,
      encoding: "utf8",
    });
    expect(told.trim()).toBe("EACCES EACCES");
    const foreign = path.join(path.dirname(bench.folder), "foreign");
    mkdirSync(foreign, 0o700);
    execFileSync("chown", ["65534", foreign]);
    const api = bench.another(foreign);
    await api.choose("act");
    expect(api.state()).toEqual({ kind: "failed", failure: "not-ours" });
  });
});
