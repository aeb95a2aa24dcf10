import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Link } from "../../../app/contract/snapshot.ts";
import { linkExplanation } from "../../../app/texts/link-explanation.ts";
import { formatInstant } from "../../../renderer/ui/time-of-day.ts";
import { busySnapshot, liveLink, openPage, settle } from "./support.tsx";

/** Far from midnight, after which another day would be shown as well. */
const noon = new Date(2025, 10, 23, 12, 0, 5).getTime();
beforeEach(() => vi.useFakeTimers({ now: noon, toFake: ["Date"] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const cases: readonly Pick<Link, "state" | "reason">[] = [
  { state: "live", reason: "verified" },
  { state: "stale", reason: "starting" },
  { state: "stale", reason: "woken" },
  { state: "polling", reason: "path-unproved" },
  { state: "polling", reason: "no-relay" },
  { state: "polling", reason: "relay-down" },
  { state: "polling", reason: "relay-untrusted" },
  { state: "polling", reason: "path-unverified" },
  { state: "polling", reason: "path-intercepted" },
  { state: "polling", reason: "broadcasts-missed" },
  { state: "polling", reason: "sender-late" },
  { state: "polling", reason: "broadcasts-forbidden" },
  { state: "polling", reason: "receiver-failed" },
  { state: "offline", reason: "api-unreachable" },
  { state: "offline", reason: "proxy-wants-credentials" },
  { state: "offline", reason: "certificate-unknown-issuer" },
  { state: "offline", reason: "certificate-out-of-date" },
  { state: "offline", reason: "certificate-wrong-name" },
  { state: "offline", reason: "certificate-not-accepted" },
  { state: "offline", reason: "account-locked" },
  { state: "offline", reason: "account-refuses" },
  { state: "offline", reason: "account-fails" },
  { state: "offline", reason: "answer-unreadable" },
  { state: "offline", reason: "led-elsewhere" },
  { state: "offline", reason: "token-rejected" },
];

describe("the link's evidence", () => {
  test.each(cases)("$state, $reason: says what it means and what comes next", async ({ state, reason }) => {
    const link: Link = { ...liveLink, state, reason, lastBroadcastAt: noon, missedBroadcasts: 3, pollSeconds: 30 };
    await openPage({ ...busySnapshot, link });
    fireEvent.click(screen.getByRole("button", { name: /^(Live|Checking)| since / }));
    await settle();
    const dialog = screen.getByRole("dialog");
    const { meaning, next } = linkExplanation(link, formatInstant);
    expect(dialog.textContent).toContain(`${meaning} ${next}`);
    expect(dialog.textContent).toMatch(/Last change made elsewhere.*00:05/);
    expect(dialog.textContent).toContain("Missed changes3");
  });

  test("a proxy that wants a password is not called offline", async () => {
    const link: Link = { ...liveLink, state: "offline", reason: "proxy-wants-credentials" };
    await openPage({ ...busySnapshot, link });
    fireEvent.click(screen.getByRole("button", { name: /^Stopped by a proxy since/ }));
    await settle();
    expect(screen.getByRole("dialog", { name: /Stopped by a proxy/ })).toBeTruthy();
    expect(document.body.textContent).not.toContain("Offline");
  });

  test("nor is a certificate that was refused", async () => {
    const link: Link = { ...liveLink, state: "offline", reason: "certificate-unknown-issuer" };
    await openPage({ ...busySnapshot, link });
    fireEvent.click(screen.getByRole("button", { name: /^Connection not trusted since/ }));
    await settle();
    const dialog = screen.getByRole("dialog", { name: /Connection not trusted/ });
    expect(dialog.textContent).toContain("Ask your network's administrator to install its authority");
    expect(document.body.textContent).not.toContain("Offline");
  });

  test.each([
    { reason: "account-locked", shown: "Account locked" },
    { reason: "account-refuses", shown: "Refused by the account" },
    { reason: "account-fails", shown: "Server problem" },
    { reason: "answer-unreadable", shown: "Answer not readable" },
    { reason: "led-elsewhere", shown: "Led elsewhere" },
    { reason: "token-rejected", shown: "Token not accepted" },
  ] as const)("nor is an account that was reached: $reason", async ({ reason, shown }) => {
    await openPage({ ...busySnapshot, link: { ...liveLink, state: "offline", reason } });
    fireEvent.click(screen.getByRole("button", { name: new RegExp(`^${shown} since`) }));
    await settle();
    expect(screen.getByRole("dialog", { name: new RegExp(shown) })).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/Offline|reached|Check your network/);
  });

  test("leads on: check now, and the whole chain", async () => {
    const { bridge } = await openPage(busySnapshot);
    fireEvent.click(screen.getByRole("button", { name: /^Live/ }));
    await settle();
    fireEvent.click(screen.getByRole("button", { name: "Check now" }));
    await settle();
    expect(bridge.commands).toEqual([{ kind: "refresh" }]);
    fireEvent.click(screen.getByRole("button", { name: "Diagnostics…" }));
    await settle();
    expect(screen.getByRole("heading", { name: "Diagnostics" })).toBeTruthy();
  });
});
