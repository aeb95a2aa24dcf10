import { expect, test } from "vitest";
import { createSecondInstance } from "../../../app/lifecycle/second-instance.ts";

function bench(isQuitting: boolean) {
  const did: string[] = [];
  const startedAgain = createSecondInstance({
    isQuitting: () => isQuitting,
    relaunch: () => did.push("relaunch"),
    show: () => did.push("show"),
  });
  return { did, startedAgain };
}

test("started while it runs, it shows its window each time", () => {
  const { did, startedAgain } = bench(false);
  startedAgain();
  startedAgain();
  expect(did).toEqual(["show", "show"]);
});

test("started while it ends, it begins anew once, however often that is", () => {
  const { did, startedAgain } = bench(true);
  startedAgain();
  startedAgain();
  expect(did).toEqual(["relaunch"]);
});
