import { expect, test } from "vitest";
import { judgeLink, type LinkEvidence, noEvidence, reconcileInterval } from "../../../app/mirror/link.ts";

const good: LinkEvidence = {
  api: "answering",
  wokenSinceAnswer: false,
  relay: "up",
  path: "verified",
  receiver: "ready",
  proved: true,
  degraded: false,
};

const cases: readonly [
  name: string,
  evidence: LinkEvidence,
  expected: string,
  seconds: number,
  secondsWithWindow: number,
][] = [
  ["everything is proved", good, "live verified", 300, 300],
  ["nothing is known", noEvidence, "stale starting", 30, 30],
  ["the token was refused", { ...good, api: "token-rejected" }, "offline token-rejected", 30, 30],
  ["the account is out of reach", { ...good, api: "unreachable" }, "offline api-unreachable", 30, 30],
  ["just woken", { ...good, wokenSinceAnswer: true }, "stale woken", 30, 30],
  ["the account forbids broadcasts", { ...good, receiver: "forbidden" }, "polling broadcasts-forbidden", 30, 10],
  ["no relay is wanted", { ...good, relay: "none" }, "polling no-relay", 30, 10],
  ["the relay is down", { ...good, relay: "down" }, "polling relay-down", 30, 10],
  ["the relay is starting", { ...good, relay: "starting" }, "polling path-unproved", 30, 10],
  ["the path was not tried", { ...good, path: "unproved" }, "polling path-unproved", 30, 10],
  ["the path did not answer as ours", { ...good, path: "failed" }, "polling path-unverified", 60, 10],
  ["the receiver is being set up", { ...good, receiver: "pending" }, "polling path-unproved", 30, 10],
  ["the receiver could not be set up", { ...good, receiver: "failed" }, "polling receiver-failed", 30, 10],
  ["good, but nothing has been heard or read since", { ...good, proved: false }, "polling path-unproved", 30, 10],
  ["broadcasts are missing", { ...good, degraded: true }, "polling broadcasts-missed", 30, 10],
];

test.each(cases)("%s", (_name, evidence, expected, seconds, secondsWithWindow) => {
  const verdict = judgeLink(evidence);
  expect(`${verdict.state} ${verdict.reason}`).toBe(expected);
  expect(reconcileInterval(verdict, false)).toBe(seconds * 1000);
  expect(reconcileInterval(verdict, true)).toBe(secondsWithWindow * 1000);
});
