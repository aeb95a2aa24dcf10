import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { SignInResult } from "../../../app/contract/requests.ts";
import type { Problem } from "../../../app/contract/problem.ts";
import { deferred } from "./fake-bridge.ts";
import { busySnapshot, openPage, settle, signedOut } from "./support.tsx";

afterEach(cleanup);

function field(): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>("Personal access token");
}

async function submit(token: string): Promise<void> {
  fireEvent.change(field(), { target: { value: token } });
  fireEvent.click(screen.getByRole("button", { name: /Sign(ing)? in/ }));
  await settle();
}

describe("the first screen", () => {
  test("says what this is and offers both kinds of sign-in", async () => {
    await openPage(signedOut);
    expect(screen.getByRole("heading", { name: "Tallylight" })).toBeTruthy();
    expect(screen.getByText("Works with Noko time tracking")).toBeTruthy();
    expect(field().type).toBe("password");
    expect(screen.getByRole("button", { name: "Try the demo account" })).toBeTruthy();
  });

  test("sends the token once and keeps no copy of it", async () => {
    const { bridge } = await openPage(signedOut);
    const answer = deferred<SignInResult>();
    bridge.signInAnswer = () => answer.promise;
    await submit("  secret-token \n");
    expect(bridge.tokens).toEqual(["secret-token"]);
    expect(field().value).toBe("");
    expect(document.documentElement.outerHTML).not.toContain("secret-token");
    expect(screen.getByRole("button", { name: "Signing in…" }).getAttribute("aria-busy")).toBe("true");

    await submit("another-one");
    fireEvent.click(screen.getByRole("button", { name: "Try the demo account" }));
    expect(bridge.tokens).toHaveLength(1);
    expect(bridge.demoStarts).toBe(0);
  });

  test("what came along with a pasted token is left out; a letter that no token has is named, and nothing is sent", async () => {
    const { bridge } = await openPage(signedOut);
    await submit("\u201cabc\u200b 123\u00ad-def\u2060`,");
    expect(bridge.tokens).toEqual(["abc123-def"]);
    await submit("tökén");
    expect(bridge.tokens).toHaveLength(1);
    expect(screen.getByRole("alert").textContent).toContain("A token has no “ö”.");
    expect(field().value).toBe("");
  });

  test("a token that the account accepts no longer is kept until it is forgotten", async () => {
    const problem = { problem: { kind: "token-ended" }, command: null, projectId: null } as const;
    const { bridge } = await openPage({ ...signedOut, problem });
    expect(screen.getByRole("alert").textContent).toContain("no longer accepts the token");
    fireEvent.click(screen.getByRole("button", { name: "Forget the old token" }));
    await settle();
    expect(bridge.signOuts).toBe(1);
    cleanup();
    await openPage(signedOut);
    expect(screen.queryByRole("button", { name: "Forget the old token" })).toBeNull();
  });

  test.each<{ problem: Problem; shown: string; invalid: boolean }>([
    { problem: { kind: "token-rejected" }, shown: "The token was not accepted.", invalid: true },
    { problem: { kind: "offline" }, shown: "Check your network, then sign in again.", invalid: false },
    { problem: { kind: "timeout" }, shown: "Check your network, then sign in again.", invalid: false },
    {
      problem: { kind: "proxy-wants-credentials" },
      shown: "Your network's proxy asks for a name and a password. Tallylight can't give any.",
      invalid: false,
    },
    { problem: { kind: "account-locked" }, shown: "Sign in when it is open again.", invalid: false },
    { problem: { kind: "forbidden" }, shown: "Your account does not allow this.", invalid: false },
    { problem: { kind: "redirected-elsewhere" }, shown: "Your token was not sent there.", invalid: false },
  ])("$problem.kind is explained beside the field", async ({ problem, shown, invalid }) => {
    const { bridge } = await openPage(signedOut);
    bridge.signInAnswer = () => Promise.resolve({ kind: "failed", problem });
    await submit("wrong");
    expect(screen.getByRole("alert").textContent).toContain(shown);
    expect(field().getAttribute("aria-invalid")).toBe(String(invalid));
    expect(field().getAttribute("aria-describedby")).toContain("token-problem");
    expect(document.activeElement === field()).toBe(invalid);
  });

  test("text that no token consists of is refused like a wrong token", async () => {
    const { bridge } = await openPage(signedOut);
    bridge.signInAnswer = () => Promise.reject(new Error("Invalid payload"));
    await submit("two words");
    expect(screen.getByRole("alert").textContent).toContain("The token was not accepted.");
  });

  test("an empty field is asked for, and nothing is sent", async () => {
    const { bridge } = await openPage(signedOut);
    await submit("   ");
    expect(screen.getByRole("alert").textContent).toBe("Paste your token first.");
    expect(bridge.tokens).toEqual([]);
  });

  test("a failure is still shown after the progress was shown", async () => {
    const { bridge, push } = await openPage(signedOut);
    const answer = deferred<SignInResult>();
    bridge.signInAnswer = () => answer.promise;
    await submit("wrong");
    push({ account: { kind: "signing-in", demo: false } });
    expect(screen.getByRole("button", { name: "Signing in…" })).toBeTruthy();
    push({ account: { kind: "signed-out" } });
    answer.resolve({ kind: "failed", problem: { kind: "token-rejected" } });
    await settle();
    expect(screen.getByRole("alert").textContent).toContain("The token was not accepted.");
  });

  test("the demo is one press away", async () => {
    const { bridge, push } = await openPage(signedOut);
    fireEvent.click(screen.getByRole("button", { name: "Try the demo account" }));
    await settle();
    expect(bridge.demoStarts).toBe(1);
    push({ ...busySnapshot, account: { kind: "signing-in", demo: true } });
    push(busySnapshot);
    expect(screen.getByRole("timer")).toBeTruthy();
  });

  test.each([
    { demo: false, shown: "Signing in…" },
    { demo: true, shown: "Opening the demo account…" },
  ])("signing in by itself (demo: $demo) asks for nothing", async ({ demo, shown }) => {
    await openPage({ ...signedOut, account: { kind: "signing-in", demo } });
    expect(screen.getByRole("status").textContent).toBe(shown);
    expect(screen.queryByLabelText("Personal access token")).toBeNull();
  });

  test("Esc hides the window", async () => {
    const { bridge } = await openPage(signedOut);
    act(() => field().focus());
    fireEvent.keyDown(field(), { key: "Escape" });
    expect(bridge.hides).toBe(1);
  });
});
