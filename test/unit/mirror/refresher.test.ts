import { describe, expect, test } from "vitest";
import { createRefresher, type Refresher } from "../../../app/mirror/refresher.ts";
import type { Answer, ListAnswer } from "../../../app/noko/api.ts";
import { ApiError, type ApiFailure } from "../../../app/noko/errors.ts";
import type { NokoTimer } from "../../../app/noko/resources.ts";
import { FakeClock, settle } from "../../support/fake-clock.ts";
import { answer, listAnswer, nokoTimer } from "../../support/noko-timers.ts";

interface Call {
  readonly what: string;
  readonly finish: () => Promise<void>;
  readonly fail: (failure: ApiFailure) => Promise<void>;
}

/** A refresher whose requests wait until the test answers them. */
function setUp(): {
  readonly clock: FakeClock;
  readonly refresher: Refresher;
  readonly calls: Call[];
  readonly applied: string[];
  readonly failures: string[];
} {
  const clock = new FakeClock();
  const calls: Call[] = [];
  const applied: string[] = [];
  const failures: string[] = [];
  const request = <T>(what: string, value: T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      calls.push({
        what,
        finish: () => (resolve(value), settle()),
        fail: (failure) => (reject(new ApiError(failure, false)), settle()),
      });
    });
  const refresher = createRefresher({
    clock,
    fetchTimer: (url): Promise<Answer<NokoTimer | null>> => request(url, answer(nokoTimer(1), 1)),
    fetchList: (): Promise<ListAnswer<NokoTimer>> => request("list", listAnswer([], 1)),
    onTimer: (url) => applied.push(url),
    onList: () => applied.push("list"),
    onFailure: (failure) => failures.push(failure.kind),
  });
  return { clock, refresher, calls, applied, failures };
}

const names = (calls: readonly Call[]): readonly string[] => calls.map((call) => call.what);

describe("one subject", () => {
  test("is fetched at once", () => {
    const { refresher, calls } = setUp();
    refresher.changed("a");
    expect(names(calls)).toEqual(["a"]);
  });

  test("fifty changes during a fetch cost one trailing fetch", async () => {
    const { refresher, calls, applied } = setUp();
    for (let change = 0; change < 50; change += 1) refresher.changed("a");
    expect(names(calls)).toEqual(["a"]);
    await calls[0]?.finish();
    expect(names(calls)).toEqual(["a", "a"]);
    await calls[1]?.finish();
    expect(names(calls)).toEqual(["a", "a"]);
    expect(applied).toEqual(["a", "a"]);
  });

  test("a failure is reported and does not stop the trailing fetch", async () => {
    const { refresher, calls, failures } = setUp();
    refresher.changed("a");
    refresher.changed("a");
    await calls[0]?.fail({ kind: "offline" });
    expect(failures).toEqual(["offline"]);
    expect(names(calls)).toEqual(["a", "a"]);
  });

  test("a fetch that was given up is no failure", async () => {
    const { refresher, calls, failures } = setUp();
    refresher.changed("a");
    await calls[0]?.fail({ kind: "cancelled" });
    expect(failures).toEqual([]);
  });
});

describe("several subjects", () => {
  test("two within a second are fetched each", () => {
    const { refresher, calls } = setUp();
    refresher.changed("a");
    refresher.changed("b");
    expect(names(calls)).toEqual(["a", "b"]);
  });

  test("the third within a second brings one list instead", () => {
    const { refresher, calls } = setUp();
    for (const url of ["a", "b", "c", "d", "e"]) refresher.changed(url);
    expect(names(calls)).toEqual(["a", "b", "list"]);
  });

  test("three spread over more than a second are fetched each", async () => {
    const { clock, refresher, calls } = setUp();
    refresher.changed("a");
    await clock.advance(600);
    refresher.changed("b");
    await clock.advance(600);
    refresher.changed("c");
    expect(names(calls)).toEqual(["a", "b", "c"]);
  });

  test("changes during a list cost one more list, a second after the first", async () => {
    const { clock, refresher, calls } = setUp();
    for (const url of ["a", "b", "c"]) refresher.changed(url);
    for (const url of ["d", "e", "f", "g"]) refresher.changed(url);
    expect(names(calls)).toEqual(["a", "b", "list"]);
    await clock.advance(300);
    await calls[2]?.finish();
    expect(names(calls)).toEqual(["a", "b", "list"]);
    await clock.advance(699);
    expect(names(calls)).toEqual(["a", "b", "list"]);
    await clock.advance(1);
    expect(names(calls)).toEqual(["a", "b", "list", "list"]);
    await calls[3]?.finish();
    await clock.advance(10_000);
    expect(names(calls)).toHaveLength(4);
  });

  test("500 changes of 25 subjects in 5 s cost at most 12 requests", async () => {
    const { clock, refresher, calls } = setUp();
    let answered = 0;
    for (let change = 0; change < 500; change += 1) {
      refresher.changed(`timer ${change % 25}`);
      await clock.advance(10);
      if (change % 20 === 19) while (answered < calls.length) await calls[answered++]?.finish();
    }
    for (let round = 0; round < 5; round += 1) {
      await clock.advance(1000);
      while (answered < calls.length) await calls[answered++]?.finish();
    }
    expect(calls.length).toBeLessThanOrEqual(12);
    expect(calls.at(-1)?.what).toBe("list");
  });
});

describe("reconcile", () => {
  test("callers during a list share one more that begins after it", async () => {
    const { refresher, calls } = setUp();
    const done: string[] = [];
    void refresher.reconcile().then(() => done.push("first"));
    void refresher.reconcile().then(() => done.push("second"));
    void refresher.reconcile().then(() => done.push("third"));
    expect(names(calls)).toEqual(["list"]);
    await calls[0]?.finish();
    expect(done).toEqual(["first"]);
    expect(names(calls)).toEqual(["list", "list"]);
    await calls[1]?.finish();
    expect(done).toEqual(["first", "second", "third"]);
  });

  test("resolves when it failed, too", async () => {
    const { refresher, calls, failures } = setUp();
    const done = refresher.reconcile();
    await calls[0]?.fail({ kind: "timeout" });
    await done;
    expect(failures).toEqual(["timeout"]);
  });

  test("nothing is asked after stop", async () => {
    const { clock, refresher, calls, applied } = setUp();
    refresher.changed("a");
    refresher.changed("a");
    refresher.stop();
    await calls[0]?.finish();
    refresher.changed("b");
    await refresher.reconcile();
    await clock.advance(60_000);
    expect(names(calls)).toEqual(["a"]);
    expect(applied).toEqual([]);
  });
});
