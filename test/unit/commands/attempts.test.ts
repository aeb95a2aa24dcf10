import { describe, expect, test } from "vitest";
import { Attempts } from "../../../app/commands/attempts.ts";
import { NoSuchTimer } from "../../../app/commands/carry-out.ts";
import type { TimerCommand } from "../../../app/contract/command.ts";
import { ApiError } from "../../../app/noko/errors.ts";
import { createDeferred } from "../../../app/platform/deferred.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

const pause: TimerCommand = { kind: "pause", projectId: 1 };

function bench() {
  const did: string[] = [];
  const attempts = new Attempts({
    logger: createMemoryLogger(),
    onChange: () => undefined,
    onProblem: (problem) => void did.push(`problem ${problem?.problem.kind ?? "none"}`),
    onDoubt: () => void did.push("doubt"),
    onTokenRejected: () => void did.push("token rejected"),
  });
  return { attempts, did };
}

describe("a verb that fails", () => {
  test.each([
    [new ApiError({ kind: "token-rejected" }, true), ["problem token-rejected", "token rejected", "doubt"]],
    [new ApiError({ kind: "offline" }, false), ["problem offline", "doubt"]],
    [new NoSuchTimer("none"), ["problem not-found", "doubt"]],
  ])("tells what has to be known: %s", async (error, expected) => {
    const { attempts, did } = bench();
    const failing = async (): Promise<never> => {
      throw error;
    };
    expect(await attempts.attempt(pause, failing)).toMatchObject({ kind: "failed" });
    expect(did).toEqual(expected);
    expect(attempts.pending()).toEqual([]);
  });

  test("for a reason of our own is no answer of the account's", async () => {
    const { attempts, did } = bench();
    await expect(attempts.attempt(pause, () => Promise.reject(new RangeError("ours")))).rejects.toThrow(RangeError);
    expect([did, attempts.pending()]).toEqual([[], []]);
  });
});

test("one that is done takes the problem away; one that was asked about leaves it", async () => {
  const { attempts, did } = bench();
  await attempts.attempt(pause, () => Promise.resolve({ kind: "asked" }));
  expect(did).toEqual([]);
  await attempts.attempt(pause, () => Promise.resolve({ kind: "done" }));
  expect(did).toEqual(["problem none"]);
});

test("is pending as long as it lasts, and a second click shares its result", async () => {
  const { attempts } = bench();
  const answered = createDeferred();
  let sent = 0;
  const click = () =>
    attempts.once("pause 1", () =>
      attempts.attempt(pause, async () => {
        sent += 1;
        await answered.reached;
        return { kind: "done" };
      }),
    );
  const clicks = [click(), click()];
  expect(attempts.pending()).toEqual([{ projectId: 1, kind: "pause" }]);
  answered.reach();
  expect(await Promise.all(clicks)).toEqual([{ kind: "done" }, { kind: "done" }]);
  expect([sent, attempts.pending()]).toEqual([1, []]);
  await click();
  expect(sent).toBe(2);
});
