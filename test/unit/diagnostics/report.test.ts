import { describe, expect, test } from "vitest";
import { signedOutSnapshot } from "../../../app/contract/snapshot.ts";
import { diagnosticsLines, type ReportInput, reportText } from "../../../app/diagnostics/report.ts";
import { busy, wallNow } from "../tray/snapshots.ts";
import { reachable, reportInput, unaskedInput } from "./report-input.ts";

describe("diagnostics", () => {
  test("everything as it should be", () => {
    expect(reportText(diagnosticsLines(reportInput())).split("\n")).toEqual([
      "Version: 0.1.0",
      "Runtime: Electron 45.4.1, Chromium 150.0, Node 24.1.0",
      "System: Linux 6.8, X11, XFCE",
      "Account: signed in",
      "Link: Live (verified)",
      "Since: 14:01",
      "Last broadcast: never",
      "Last answer: 14:02",
      "Missed broadcasts: 0",
      "Requests: go out directly",
      "Trusted authorities: built in",
      "Listener: open",
      "Relay: srv.us (automatic): up",
      "Public path: verified",
      "Receiver: ready",
      "Noko reaches this computer: yes, 14:02, after 1.3 s (2 requests in a day)",
      "Listener answered: accepted 3, wrong-path 12",
      "Tray: shown by the panel",
      "Use of this computer: not asked for",
      "Secrets: stored, encrypted by the system",
      "Settings file: read",
      "Logs: /home/anna/.config/tallylight/logs",
    ]);
    expect(diagnosticsLines(reportInput()).filter((line) => line.good === false)).toEqual([]);
  });

  test.each([
    { panel: "none", line: "Tray: no panel" },
    { panel: "unknown", line: "Tray: not known yet" },
    { panel: null, line: undefined },
  ] as const)("what shows the icon: $panel", ({ panel, line }) => {
    const report = reportText(diagnosticsLines(reportInput({ panel }))).split("\n");
    expect(report.find((text) => text.startsWith("Tray:"))).toBe(line);
  });

  test("what is not as it should be is marked", () => {
    const lines = diagnosticsLines(
      reportInput({
        snapshot: { ...busy, link: { ...busy.link, state: "polling", reason: "relay-down", missedBroadcasts: 2 } },
        reachability: {
          relay: null,
          evidence: { relay: "down", path: "failed", receiver: "failed" },
          sender: { standing: "late", isAsked: false, provedAt: null, took: null, requests: 1 },
          listener: "failed",
          leftovers: { enabled: 1, disabled: 2 },
          answered: [],
        },
        panel: "none",
        secrets: "memory-only",
        settingsKeptAside: "settings.json.unreadable",
        shortcutsNotHad: ["quickSwitcher"],
      }),
    );
    expect(reportText(lines).split("\n")).toContain("Left behind by this computer: 1 enabled, 2 disabled");
    expect(lines.filter((line) => line.good === false).map((line) => line.label)).toEqual([
      "Link",
      "Missed broadcasts",
      "Listener",
      "Relay",
      "Public path",
      "Receiver",
      "Noko reaches this computer",
      "Tray",
      "Secrets",
      "Settings file",
      "Shortcuts taken by something else",
    ]);
  });

  test.each<readonly [Partial<ReportInput["input"]>, string, boolean | null]>([
    [{}, "not asked for", null],
    [{ state: "none" }, "nothing here tells it", false],
    [{ state: "lost" }, "not heard at present, tried again", false],
    [{ state: "heard", source: "mutter" }, "GNOME's monitor: in use", true],
    [{ state: "heard", source: "system", idleSince: 60_000 }, "the system: nobody since 00:01", true],
    [
      { state: "heard", source: "system", demoted: ["wayland"] },
      "the system: in use; not believed: the compositor (ext-idle-notify)",
      false,
    ],
  ])("whether the computer is used: %j", (input, value, good) => {
    const lines = diagnosticsLines(reportInput({ input: { ...unaskedInput, ...input } }));
    expect(lines.find(({ label }) => label === "Use of this computer")).toMatchObject({ value, good });
  });

  test.each([
    ["untried", "not tried yet"],
    ["forbidden", "this account does not let it be tried"],
    ["late", "not when it was asked to (1 request in a day)"],
  ] as const)("what the account itself shows: %s", (standing, said) => {
    const sender = { standing, isAsked: false, provedAt: null, took: null, requests: 1 };
    const lines = diagnosticsLines(reportInput({ reachability: { ...reachable, sender } }));
    expect(lines.find(({ label }) => label === "Noko reaches this computer")).toEqual({
      label: "Noko reaches this computer",
      value: said,
      good: standing === "late" ? false : null,
      remedy: { kind: "repair", hop: "sender" },
    });
  });

  test.each([
    ["direct", "go out directly"],
    ["proxy.example:3128, else direct", "go through proxy.example:3128, else direct"],
  ])("by which route requests leave: %s", (routes, said) => {
    expect(reportText(diagnosticsLines(reportInput({ routes }))).split("\n")).toContain(`Requests: ${said}`);
  });

  test.each([
    ["with-system", "built in, and the system's"],
    ["system-unavailable", "built in; the system names no others"],
  ] as const)("which CA certificates count: %s", (caCertificates, said) => {
    expect(reportText(diagnosticsLines(reportInput({ caCertificates }))).split("\n")).toContain(
      `Trusted authorities: ${said}`,
    );
  });

  test("not signed in: no link to judge", () => {
    const lines = diagnosticsLines(reportInput({ snapshot: signedOutSnapshot(wallNow), reachability: null }));
    expect(lines.map((line) => line.label)).not.toContain("Link");
    expect(lines.find((line) => line.label === "Account")?.value).toBe("not signed in");
  });

  test("names of people, clients and projects, descriptions and addresses stay out", () => {
    const text = reportText(diagnosticsLines(reportInput()));
    expect(text).not.toMatch(/John|test\.com|Gear|Sprockets|Landing|https?:/);
  });
});
