import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listenerLimits } from "../../../app/endpoint/listener.ts";
import { statusOfReason } from "../../../app/broadcast/reasons.ts";

describe("docs/intake.md", () => {
  const page = readFileSync("docs/intake.md", "utf8");

  it("names every reason, with the status that the listener answers", () => {
    const rows = [...page.matchAll(/^\|.*?\| (\d{3}) +\| `([a-z-]+)` +\|/gm)].map(([, status, reason]) => [
      reason,
      Number(status),
    ]);
    const answered = Object.entries(statusOfReason).filter(([reason, status]) => status !== 0 && reason !== "probed");
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(answered));
    for (const reason of Object.keys(statusOfReason)) expect(page).toContain(`\`${reason}\``);
  });

  it("names the limits that hold", () => {
    expect(listenerLimits).toEqual({
      maxHeaderSize: 8 * 1_024,
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      maxConnections: 512,
      keepAliveTimeout: 5_000,
      bodyLimit: 16 * 1_024,
    });
    for (const limit of ["8 KiB", "16 KiB", "within 5 s, all of it within 10 s", "512 connections", "nothing ticks"]) {
      expect(page).toContain(limit);
    }
  });
});
