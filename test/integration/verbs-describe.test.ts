/** A description that is written here while another device writes one, too: words that nobody has seen are not overwritten. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Command, ExpectedTimer } from "../../app/contract/command.ts";
import { startBench, type VerbsBench } from "../support/verbs-bench.ts";

let bench: VerbsBench;

beforeEach(async () => {
  bench = await startBench();
});

afterEach(() => bench.close());

const done = { kind: "done" };
const asked = { kind: "asked" };

function words(projectId: number): string | null {
  return bench.server.account.timer(projectId)?.description ?? null;
}

function describeIt(projectId: number, description: string, expected?: ExpectedTimer): Command {
  return { kind: "describe", projectId, description, ...(expected === undefined ? {} : { expected }) };
}

describe.each([
  { what: "has other words", change: (id: number) => bench.server.account.describeTimer(id, "theirs") },
  { what: "has no words any more", change: (id: number) => bench.server.account.describeTimer(id, "") },
  {
    what: "was logged and begun again with the same words",
    change: (id: number) => {
      const before = words(id) ?? "";
      bench.server.account.logTimer(id);
      bench.server.account.startTimer(id, before);
    },
  },
])("when the timer $what on another device", ({ change }) => {
  test.each(["unannounced", "announced while the sheet is open"])(
    "(%s) nothing is sent and the person is asked",
    async (how) => {
      const { running } = bench;
      const expected = bench.expected(running);
      if (how === "unannounced") bench.server.faults.broadcasts.dropRate = 1;
      change(running);
      const theirs = words(running);
      if (how !== "unannounced") {
        await bench.server.flushBroadcasts();
        await bench.clock.advance(2_000);
      }
      expect(await bench.send(describeIt(running, "mine", expected))).toEqual(asked);
      expect(bench.sent()).toEqual([]);
      expect(words(running)).toBe(theirs);
      const { question } = bench.snapshot();
      expect(question?.command).toMatchObject({ kind: "describe", projectId: running, description: "mine" });
      expect(question?.timer).toEqual(bench.shown(running));
      expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(done);
      expect(words(running)).toBe("mine");
    },
  );
});

test.each<{ readonly what: string; readonly change: (id: number) => void }>([
  { what: "nothing else than its clock", change: () => undefined },
  { what: "a pause", change: (id) => bench.server.account.pauseTimer(id) },
  { what: "an hour more", change: (id) => bench.server.account.adjustTimer(id, 3600) },
  { what: "another timer that runs", change: () => bench.server.account.startTimer(bench.paused) },
  { what: "the very words that are to be written", change: (id) => bench.server.account.describeTimer(id, "mine") },
])("$what elsewhere is no reason to ask", async ({ change }) => {
  const { running } = bench;
  const expected = bench.expected(running);
  bench.server.faults.broadcasts.dropRate = 1;
  change(running);
  await bench.clock.advance(20_000);
  expect(await bench.send(describeIt(running, "mine", expected))).toEqual(done);
  expect(bench.sent()).toEqual(["PUT"]);
  expect(words(running)).toBe("mine");
  expect(bench.snapshot().question).toBeNull();
});

test("without what was seen, the mirror's own view counts", async () => {
  const { running } = bench;
  bench.server.faults.broadcasts.dropRate = 1;
  bench.server.account.describeTimer(running, "theirs");
  expect(await bench.send(describeIt(running, "mine"))).toEqual(asked);
  expect(words(running)).toBe("theirs");
  expect(await bench.send(describeIt(running, "mine"))).toEqual(done);
});

test("leave keeps the words from elsewhere; a go-ahead is guarded again", async () => {
  const { running } = bench;
  const expected = bench.expected(running);
  bench.server.account.describeTimer(running, "theirs");
  await bench.send(describeIt(running, "mine", expected));
  expect(await bench.send({ kind: "answer-question", goAhead: false })).toEqual(done);
  expect(words(running)).toBe("theirs");

  await bench.send(describeIt(running, "mine", expected));
  bench.server.account.describeTimer(running, "theirs once more");
  expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(asked);
  expect(bench.snapshot().question?.timer?.description).toBe("theirs once more");
  bench.server.account.pauseTimer(running);
  expect(await bench.send({ kind: "answer-question", goAhead: true })).toEqual(done);
  expect(words(running)).toBe("mine");
});

test("of a timer that is gone begins no other one, and asks, with no timer to show", async () => {
  const { running } = bench;
  const expected = bench.expected(running);
  bench.server.account.logTimer(running);
  expect(await bench.send(describeIt(running, "mine", expected))).toEqual(asked);
  expect(bench.snapshot().question).toMatchObject({ command: { kind: "describe" }, timer: null });
  expect(await bench.send({ kind: "answer-question", goAhead: true })).toMatchObject({ kind: "failed" });
  expect(bench.sent()).toEqual([]);
  expect(bench.server.account.timer(running)).toBeNull();
});

test("of a timer that was discarded here begins no other one either", async () => {
  const { running } = bench;
  const expected = bench.expected(running);
  await bench.send({ kind: "discard", projectId: running });
  bench.sent();
  expect(await bench.send(describeIt(running, "mine", expected))).toMatchObject({
    kind: "failed",
    problem: { kind: "not-found" },
  });
  expect(bench.sent()).toEqual([]);
});

test("tried again after an answer that was lost: what it wrote itself is no change from elsewhere", async () => {
  const { running } = bench;
  const expected = bench.expected(running);
  bench.server.faults.disconnect({ method: "PUT", moment: "after" });
  expect(await bench.send(describeIt(running, "mine", expected), 60_000)).toMatchObject({ kind: "failed" });
  expect(words(running)).toBe("mine");
  bench.server.faults.clear();
  expect(await bench.send(describeIt(running, "mine", expected))).toEqual(done);
});

test("begins a timer where there is none", async () => {
  const { idle } = bench;
  expect(await bench.send(describeIt(idle, "mine"))).toEqual(done);
  expect(words(idle)).toBe("mine");
});

test("where a discard is held and nothing was seen, that timer is deleted at once and a new one begins", async () => {
  const { running } = bench;
  const before = bench.server.account.timer(running)?.id;
  await bench.send({ kind: "discard", projectId: running });
  expect(await bench.send(describeIt(running, "mine"))).toEqual(done);
  expect(words(running)).toBe("mine");
  expect(bench.server.account.timer(running)?.id).not.toBe(before);
});
