import { describe, expect, test } from "vitest";
import type { ReachabilityReport } from "../../../app/contract/application.ts";
import type { Remedy } from "../../../app/contract/requests.ts";
import { signedOutSnapshot } from "../../../app/contract/snapshot.ts";
import { reachabilityRemedies } from "../../../app/diagnostics/remedies.ts";
import { diagnosticsLines, type ReportInput } from "../../../app/diagnostics/report.ts";
import { busy, wallNow } from "../tray/snapshots.ts";
import { reachable, reportInput } from "./report-input.ts";

type Report = Pick<ReachabilityReport, "evidence" | "listener">;

const none = { listener: null, relay: null, path: null, receiver: null, sender: null };
const repair = (hop: Extract<Remedy, { kind: "repair" }>["hop"]): Remedy => ({ kind: "repair", hop });

function broken(evidence: Partial<Report["evidence"]>, listener: Report["listener"] = "open"): Report {
  return { listener, evidence: { ...reachable.evidence, ...evidence } };
}

describe("what a press can do about the path by which broadcasts come", () => {
  test.each<{ name: string; report: Report; given?: boolean; remedies: Partial<Record<keyof typeof none, Remedy>> }>([
    { name: "to have the account try, where all is well", report: reachable, remedies: { sender: repair("sender") } },
    {
      name: "a listener that could not be opened",
      report: broken({ relay: "down", path: "unproved", receiver: "pending" }, "failed"),
      remedies: { listener: repair("listener") },
    },
    {
      name: "a listener that is being opened",
      report: broken({ relay: "starting", path: "unproved", receiver: "pending" }, "opening"),
      remedies: {},
    },
    ...(["starting", "down", "untrusted"] as const).map((relay) => ({
      name: `a relay that is ${relay}`,
      report: broken({ relay, path: "unproved", receiver: "pending" }),
      remedies: { relay: repair("relay") },
    })),
    ...(["unproved", "failed"] as const).map((path) => ({
      name: `a path that is ${path}`,
      report: broken({ path, receiver: "pending" }),
      remedies: { path: repair("path") },
    })),
    ...(["pending", "forbidden", "failed"] as const).map((receiver) => ({
      name: `a receiver that is ${receiver}`,
      report: broken({ receiver }),
      remedies: { receiver: repair("receiver") },
    })),
    {
      name: "no relay",
      report: broken({ relay: "none", path: "unproved", receiver: "pending" }, "closed"),
      remedies: { relay: { kind: "choose-relay" } },
    },
    {
      name: "no relay, as was said from outside",
      report: broken({ relay: "none", path: "unproved", receiver: "pending" }, "closed"),
      given: true,
      remedies: {},
    },
  ])("$name", ({ report, given = false, remedies }) => {
    expect(reachabilityRemedies(report, given)).toEqual({ ...none, ...remedies });
  });
});

/** Whatever is not at fault can be tried to its end. */
const trial: readonly [string, Remedy] = [
  "Noko reaches this computer: yes, 14:02, after 1.3 s (2 requests in a day)",
  repair("sender"),
];

describe("lines that have a remedy", () => {
  test.each<{ name: string; change: Partial<ReportInput>; remedies: readonly (readonly [string, Remedy])[] }>([
    { name: "the last of the path where all is well", change: {}, remedies: [trial] },
    {
      name: "an account that does not answer",
      change: { snapshot: { ...busy, link: { ...busy.link, state: "offline", reason: "api-unreachable" } } },
      remedies: [["Account: signed in, does not answer", repair("account")], trial],
    },
    {
      name: "an account that is locked",
      change: { snapshot: { ...busy, link: { ...busy.link, state: "offline", reason: "account-locked" } } },
      remedies: [["Account: signed in: Account locked", repair("account")], trial],
    },
    {
      name: "not signed in",
      change: { snapshot: signedOutSnapshot(wallNow), reachability: null },
      remedies: [["Account: not signed in", { kind: "sign-in" }]],
    },
    {
      name: "broadcasts that are missed though every link holds",
      change: {
        snapshot: {
          ...busy,
          link: { ...busy.link, state: "polling", reason: "broadcasts-missed", missedBroadcasts: 2 },
        },
      },
      remedies: [["Missed broadcasts: 2", repair("broadcasts")], trial],
    },
    {
      name: "a receiver that failed",
      change: { reachability: { ...reachable, ...broken({ receiver: "failed" }) } },
      remedies: [["Receiver: failed", repair("receiver")]],
    },
  ])("$name", ({ change, remedies }) => {
    const lines = diagnosticsLines(reportInput(change));
    expect(
      lines.flatMap(({ label, value, remedy }) => (remedy === null ? [] : [[`${label}: ${value}`, remedy]])),
    ).toEqual(remedies);
  });
});
