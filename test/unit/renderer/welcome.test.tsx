import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { Account } from "../../../app/model/account.ts";
import type { Link, LinkReason } from "../../../app/contract/snapshot.ts";
import { linkExplanation } from "../../../app/texts/link-explanation.ts";
import { formatInstant } from "../../../renderer/ui/time-of-day.ts";
import { aTimer, busySnapshot, gear, liveLink, openPage, type Page, settle, signedOut, sprockets } from "./support.tsx";

afterEach(cleanup);

async function signIn(link: Link = liveLink): Promise<Page> {
  const page = await openPage(signedOut);
  fireEvent.change(screen.getByLabelText("Personal access token"), { target: { value: "token" } });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await settle();
  page.push({ ...busySnapshot, link });
  return page;
}

function steps(): (string | null)[] {
  return screen.getAllByRole("listitem").map((step) => step.querySelector("strong")?.textContent ?? null);
}

const demo: Account = {
  kind: "signed-in",
  demo: true,
  name: "Avery Quill",
  email: "avery.quill@example.com",
  timeFormat: "hours_minutes",
};

const polling: Link = { ...liveLink, state: "polling", reason: "path-unproved", pollSeconds: 10, relay: null };

describe("after a token was accepted", () => {
  test("shows who is signed in, that this computer is reachable, and what to try", async () => {
    await signIn();
    expect(screen.getByRole("heading", { name: "Almost there" })).toBe(document.activeElement);
    expect(steps()).toEqual([
      "Done: Signed in as John Test",
      "Done: Reachable for changes made elsewhere",
      "To do: Try it: start a timer on another device",
    ]);
    expect(screen.getByText(/through srv\.us/)).toBeTruthy();
    expect(screen.getByText("john.test@test.com")).toBeTruthy();
  });

  test("Skip leads to the timers, and it does not come back", async () => {
    const { push } = await signIn();
    fireEvent.click(screen.getByRole("button", { name: "Skip" }));
    expect(screen.getByRole("timer")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("combobox"));
    push({ ...busySnapshot });
    expect(screen.getByRole("timer")).toBeTruthy();
  });

  test("the demo that the tray menu opens instead has no such steps", async () => {
    const { push } = await signIn();
    push(signedOut);
    push({ ...busySnapshot, account: demo });
    expect(screen.getByRole("timer")).toBeTruthy();
  });

  test("goes on by itself while the path is being proved", async () => {
    const { push } = await signIn(polling);
    expect(steps()[1]).toBe("Under way: Making this computer reachable…");
    expect(screen.getByText("It will appear here within 10 s.")).toBeTruthy();
    push({ ...busySnapshot, link: liveLink });
    expect(steps()[1]).toBe("Done: Reachable for changes made elsewhere");
  });

  test("a broadcast is the proof", async () => {
    const { push } = await signIn();
    push({ ...busySnapshot, timers: [aTimer(sprockets, "running", 1)], link: { ...liveLink, lastBroadcastAt: 5 } });
    expect(steps()[2]).toBe("Done: Sprockets, Inc. appeared by itself");
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    expect(screen.getByRole("timer")).toBeTruthy();
  });

  test("where none can come, a timer that was started elsewhere is one too", async () => {
    const blocked: Link = { ...polling, reason: "relay-down" };
    const { push } = await signIn(blocked);
    push({ ...busySnapshot, link: blocked, timers: [{ ...aTimer(gear, "running", 9), provenance: "reconcile" }] });
    expect(steps()[2]).toContain("To do:");
    push({ ...busySnapshot, link: blocked, timers: [{ ...aTimer(sprockets, "running", 1), provenance: "reconcile" }] });
    expect(steps()[2]).toBe("Done: Sprockets, Inc. appeared by itself");
  });

  test.each<{ reason: LinkReason; fix: boolean }>([
    { reason: "relay-down", fix: true },
    { reason: "relay-untrusted", fix: true },
    { reason: "no-relay", fix: true },
    { reason: "path-unverified", fix: true },
    { reason: "path-intercepted", fix: true },
    { reason: "sender-late", fix: true },
    { reason: "broadcasts-forbidden", fix: false },
    { reason: "receiver-failed", fix: false },
  ])("$reason is explained with what to do; Fix: $fix", async ({ reason, fix }) => {
    const link: Link = { ...polling, reason };
    await signIn(link);
    expect(steps()[1]).toBe("Needs attention: Not reachable: Tallylight checks by itself");
    const { meaning, next } = linkExplanation(link, formatInstant);
    expect(screen.getByText(`${meaning} ${next}`)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Fix…" }) !== null).toBe(fix);
    expect(screen.getByRole("button", { name: "Check now" })).toBeTruthy();
  });

  test.each<LinkReason>([
    "api-unreachable",
    "account-locked",
    "account-refuses",
    "account-fails",
    "answer-unreadable",
    "led-elsewhere",
  ])("%s: the account comes first, for whether this computer is reachable is not known", async (reason) => {
    const link: Link = { ...liveLink, state: "offline", reason };
    await signIn(link);
    expect(steps()[1]).toBe("Needs attention: Your account comes first");
    const { meaning, next } = linkExplanation(link, formatInstant);
    expect(screen.getByText(`${meaning} ${next}`)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Check now" })).toBeTruthy();
  });

  test("Fix leads to the preferences", async () => {
    await signIn({ ...polling, reason: "relay-down" });
    fireEvent.click(screen.getByRole("button", { name: "Fix…" }));
    expect(screen.getByRole("heading", { name: "Preferences" })).toBeTruthy();
  });
});

describe("it is left out", () => {
  test("when a stored token signs in by itself", async () => {
    await openPage(busySnapshot);
    expect(screen.queryByText("Almost there")).toBeNull();
  });

  test("when the token was refused and the demo is opened instead", async () => {
    const { bridge, push } = await openPage(signedOut);
    bridge.signInAnswer = () => Promise.resolve({ kind: "failed", problem: { kind: "token-rejected" } });
    fireEvent.change(screen.getByLabelText("Personal access token"), { target: { value: "wrong" } });
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await settle();
    bridge.signInAnswer = () => Promise.resolve({ kind: "signed-in", name: "Demo" });
    fireEvent.click(screen.getByRole("button", { name: "Try the demo account" }));
    await settle();
    push(busySnapshot);
    expect(screen.getByRole("timer")).toBeTruthy();
  });
});

test("where to find a token is one press away", async () => {
  const { bridge } = await openPage(signedOut);
  fireEvent.click(screen.getByRole("button", { name: "Where do I find it?" }));
  expect(bridge.helpPages).toEqual(["noko-tokens"]);
});
