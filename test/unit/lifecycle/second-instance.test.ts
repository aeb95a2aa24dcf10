import { expect, test } from "vitest";
import { createSecondInstance, decodeSecondStart } from "../../../app/lifecycle/second-instance.ts";

function bench(isQuitting: boolean) {
  const did: string[] = [];
  const secondInstance = createSecondInstance({
    lifecycle: { isQuitting: () => isQuitting, relaunch: () => did.push("relaunch") },
  });
  return { did, secondInstance };
}

test("started while it runs, it shows its window each time", () => {
  const { did, secondInstance } = bench(false);
  secondInstance.onShowWindow(() => did.push("show"));
  secondInstance.started([]);
  secondInstance.started(["--show"]);
  expect(did).toEqual(["show", "show"]);
});

test("a window that was asked for before there was one is shown once there is", () => {
  const { did, secondInstance } = bench(false);
  secondInstance.started([]);
  secondInstance.started([]);
  secondInstance.onShowWindow(() => did.push("show"));
  expect(did).toEqual(["show"]);
});

test("the desktop's own start at the login brings no window", () => {
  const { did, secondInstance } = bench(false);
  secondInstance.onShowWindow(() => did.push("show"));
  secondInstance.started(["/usr/bin/tallylight", "--at-login"]);
  expect(did).toEqual([]);
  expect(decodeSecondStart(["--at-login"])).toEqual({ kind: "nothing" });
});

test("started while it ends, it starts once more", () => {
  const { did, secondInstance } = bench(true);
  secondInstance.onShowWindow(() => did.push("show"));
  secondInstance.started([]);
  expect(did).toEqual(["relaunch"]);
});
