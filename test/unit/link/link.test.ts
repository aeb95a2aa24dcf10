import { expect, test } from "vitest";
import type { LinkReason } from "../../../app/contract/snapshot.ts";
import { judgeLink, type LinkEvidence, noEvidence, reconcileInterval } from "../../../app/link/link.ts";

const good: LinkEvidence = {
  api: "answering",
  wokenSinceAnswer: false,
  relay: "up",
  path: "verified",
  receiver: "ready",
  sender: "unknown",
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
  ["everything is proved", good, "live verified", 285, 285],
  ["nothing is known", noEvidence, "stale starting", 25, 25],
  ["the token was refused", { ...good, api: "token-rejected" }, "offline token-rejected", 25, 25],
  ["the account is out of reach", { ...good, api: "unreachable" }, "offline api-unreachable", 25, 25],
  ["a proxy wants a password", { ...good, api: "stopped-by-proxy" }, "offline proxy-wants-credentials", 25, 25],
  ...(["unknown-issuer", "out-of-date", "wrong-name", "not-accepted"] as const).map((fault): (typeof cases)[number] => [
    `a certificate was refused: ${fault}`,
    { ...good, api: `certificate-${fault}` },
    `offline certificate-${fault}`,
    25,
    25,
  ]),
  ...(["account-locked", "account-refuses", "account-fails", "answer-unreadable", "led-elsewhere"] as const).map(
    (api): (typeof cases)[number] => [
      `the account is reached to no avail: ${api}`,
      { ...good, api },
      `offline ${api}`,
      25,
      25,
    ],
  ),
  ["just woken", { ...good, wokenSinceAnswer: true }, "stale woken", 25, 25],
  ["the account forbids broadcasts", { ...good, receiver: "forbidden" }, "polling broadcasts-forbidden", 25, 10],
  ["no relay is wanted", { ...good, relay: "none" }, "polling no-relay", 25, 10],
  ["the relay is down", { ...good, relay: "down" }, "polling relay-down", 25, 10],
  ["the relay is starting", { ...good, relay: "starting" }, "polling path-unproved", 25, 10],
  ["the path was not tried", { ...good, path: "unproved" }, "polling path-unproved", 25, 10],
  ["the path did not answer as ours", { ...good, path: "failed" }, "polling path-unverified", 25, 10],
  ["something else answered", { ...good, path: "intercepted" }, "polling path-intercepted", 25, 10],
  ["the receiver is being set up", { ...good, receiver: "pending" }, "polling path-unproved", 25, 10],
  ["the receiver could not be set up", { ...good, receiver: "failed" }, "polling receiver-failed", 25, 10],
  ["good, but nothing has been heard or read since", { ...good, proved: false }, "polling path-unproved", 25, 10],
  ["the account reached us, as it was asked to", { ...good, sender: "proved" }, "live verified", 285, 285],
  ["the account did not reach us, as it was asked to", { ...good, sender: "late" }, "polling sender-late", 25, 10],
  ["broadcasts are missing", { ...good, degraded: true }, "polling broadcasts-missed", 25, 10],
];

test.each(cases)("%s", (_name, evidence, expected, seconds, secondsWithWindow) => {
  const verdict = judgeLink(evidence);
  expect(`${verdict.state} ${verdict.reason}`).toBe(expected);
  expect(reconcileInterval(verdict, false)).toBe(seconds * 1000);
  expect(reconcileInterval(verdict, true)).toBe(secondsWithWindow * 1000);
});

/** What the README promises where it is known that broadcasts may be lost, in milliseconds. */
const promise = 30_000;
/** Total: a new reason does not compile until it is held to the promise, too. */
const linkReasons: Record<LinkReason, true> = {
  starting: true,
  verified: true,
  "no-relay": true,
  "relay-down": true,
  "relay-untrusted": true,
  "path-unproved": true,
  "path-unverified": true,
  "path-intercepted": true,
  "broadcasts-missed": true,
  "sender-late": true,
  "broadcasts-forbidden": true,
  "receiver-failed": true,
  "api-unreachable": true,
  "proxy-wants-credentials": true,
  "certificate-unknown-issuer": true,
  "certificate-out-of-date": true,
  "certificate-wrong-name": true,
  "certificate-not-accepted": true,
  "account-locked": true,
  "account-refuses": true,
  "account-fails": true,
  "answer-unreadable": true,
  "led-elsewhere": true,
  "token-rejected": true,
  woken: true,
};

test.each(Object.keys(linkReasons) as LinkReason[])(
  "the promise of 30 seconds holds while the link says %s",
  (reason) => {
    for (const state of ["polling", "stale", "offline"] as const) {
      expect(reconcileInterval({ state, reason }, false)).toBeLessThanOrEqual(promise - 5_000);
    }
  },
);
