import { describe, expect, it } from "vitest";
import { FailoverList } from "../../../app/relay/failover-list.ts";
import type { RelayDownReason } from "../../../app/relay/relay.ts";
import type { RelayCandidate } from "../../../app/relay/tunnel.ts";

function candidate(name: string): RelayCandidate {
  return { name, open: () => ({ close: () => undefined }) };
}

const one = candidate("one");
const two = candidate("two");
const three = candidate("three");

describe("whose turn it is", () => {
  it("goes round, and back to the first when asked to", () => {
    const circle = new FailoverList([one, two, three]);
    const turns = [circle.present.name];
    for (let step = 0; step < 4; step += 1) {
      circle.next();
      turns.push(circle.present.name);
    }
    expect(turns).toEqual(["one", "two", "three", "one", "two"]);
    expect(circle.isAtFirst).toBe(false);
    circle.backToFirst();
    expect(circle.isAtFirst).toBe(true);
  });

  it("is always the same one's where it is alone", () => {
    const circle = new FailoverList([one]);
    circle.next();
    expect(circle).toMatchObject({ present: one, isAtFirst: true, isAlone: true });
    expect(new FailoverList([one, two]).isAlone).toBe(false);
  });
});

describe("what speaks against one", () => {
  it("three connections that ended, unless it ever led here", () => {
    const circle = new FailoverList([one, two]);
    expect([1, 2, 3].map(() => circle.connectionEnded())).toEqual([false, false, true]);
    circle.wasProved();
    expect(circle.hasLedHere(one)).toBe(true);
    expect(circle.hasLedHere(two)).toBe(false);
    expect([1, 2, 3, 4].map(() => circle.connectionEnded())).toEqual([false, false, false, false]);
  });

  it("three failed probes with none in between that was answered", () => {
    const circle = new FailoverList([one, two]);
    expect([1, 2].map(() => circle.probeFailed())).toEqual([false, false]);
    circle.wasProved();
    expect([1, 2, 3].map(() => circle.probeFailed())).toEqual([false, false, true]);
  });

  it("is forgotten with its turn", () => {
    const circle = new FailoverList([one, two]);
    for (const _ of [1, 2]) {
      circle.connectionEnded();
      circle.probeFailed();
    }
    circle.next();
    expect([circle.connectionEnded(), circle.probeFailed()]).toEqual([false, false]);
    circle.connectionEnded();
    circle.backToFirst();
    expect([circle.connectionEnded(), circle.probeFailed()]).toEqual([false, false]);
  });
});

describe("giving up", () => {
  it.each<[readonly RelayDownReason[], RelayDownReason]>([
    [["refused", "unreachable", "lost"], "lost"],
    [["untrusted", "unreachable", "lost"], "untrusted"],
    [["refused", "untrusted", "lost"], "untrusted"],
  ])("for %o is reported as %s", (reasons, reported) => {
    const circle = new FailoverList([one, two, three]);
    for (const reason of reasons) {
      expect(circle.allGivenUp).toBe(false);
      circle.giveUp(reason);
      circle.next();
    }
    expect(circle.allGivenUp).toBe(true);
    expect(circle.whyGivenUp).toBe(reported);
  });

  it.each(["wasProved", "forgive"] as const)("is taken back for all by %s", (verb) => {
    const circle = new FailoverList([one, two]);
    circle.giveUp("lost");
    circle.next();
    circle.giveUp("lost");
    circle[verb]();
    expect(circle.allGivenUp).toBe(false);
    circle.giveUp("lost");
    expect(circle.allGivenUp).toBe(false);
  });
});
