import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { CommandResult, DiagnosticsMessage } from "../../../app/contract/requests.ts";
import { deferred } from "./fake-bridge.ts";
import { busySnapshot, openPage, type Page, settle, signedOut } from "./support.tsx";

afterEach(cleanup);

type Line = DiagnosticsMessage["lines"][number];

const relayDown: Line = { label: "Relay", value: "down", good: false, remedy: { kind: "repair", hop: "relay" } };
const secrets: Line = { label: "Secrets", value: "in memory only", good: false, remedy: null };
const relayUp: Line = { label: "Relay", value: "up", good: true, remedy: null };

async function openDiagnostics(lines: readonly Line[], snapshot = busySnapshot): Promise<Page> {
  const page = await openPage(snapshot);
  page.bridge.diagnosticsAnswer = () => Promise.resolve({ lines });
  await act(async () => page.bridge.navigate({ kind: "diagnostics" }));
  await settle();
  return page;
}

const button = (name: string): HTMLElement => screen.getByRole("button", { name });
const summary = (): string => document.querySelector(".report-summary output")?.textContent ?? "";

describe("a repair", () => {
  test("is sent at a press, shown as under way, and its outcome is read when it is there", async () => {
    const { bridge } = await openDiagnostics([relayDown, secrets]);
    expect(summary()).toBe("2 problems.");
    const answer = deferred<CommandResult>();
    bridge.commandAnswer = () => answer.promise;
    button("Try the relay again").focus();
    fireEvent.click(button("Try the relay again"));
    await settle();
    expect(bridge.commands).toEqual([{ kind: "repair", hop: "relay" }]);
    expect(button("Try the relay again").getAttribute("aria-busy")).toBe("true");
    expect(summary()).toBe("Under way…");

    // Nothing else begins meanwhile.
    fireEvent.click(button("Try the relay again"));
    fireEvent.click(button("Check everything now"));
    expect(button("Check everything now").getAttribute("aria-disabled")).toBe("true");
    expect(bridge.commands).toHaveLength(1);

    bridge.diagnosticsAnswer = () => Promise.resolve({ lines: [relayUp, secrets] });
    answer.resolve({ kind: "done" });
    await settle();
    await settle();
    expect(screen.queryByRole("button", { name: "Try the relay again" })).toBeNull();
    expect(summary()).toBe("One problem.");
    expect(document.activeElement).toBe(screen.getByRole("region", { name: "Diagnostics" }));
  });

  test("that brought nothing can be tried again", async () => {
    const { bridge } = await openDiagnostics([relayDown]);
    bridge.commandAnswer = () => Promise.reject(new Error("no"));
    for (const _ of [1, 2]) {
      fireEvent.click(button("Try the relay again"));
      await settle();
      await settle();
    }
    expect(bridge.commands).toHaveLength(2);
    expect(button("Try the relay again").getAttribute("aria-busy")).toBe("false");
  });

  test("a healthy chain has one button, for all of it", async () => {
    const { bridge } = await openDiagnostics([relayUp]);
    expect(summary()).toBe("No problem found.");
    fireEvent.click(button("Check everything now"));
    await settle();
    expect(bridge.commands).toEqual([{ kind: "repair", hop: "everything" }]);
  });

  test("that is made elsewhere leads there", async () => {
    await openDiagnostics([{ ...relayDown, remedy: { kind: "choose-relay" } }]);
    fireEvent.click(button("Choose a relay…"));
    expect(screen.getByRole("heading", { name: "Preferences" })).toBeTruthy();
  });

  test("without an account is to sign in", async () => {
    await openDiagnostics(
      [{ label: "Account", value: "not signed in", good: null, remedy: { kind: "sign-in" } }],
      signedOut,
    );
    expect(screen.queryByRole("button", { name: "Check everything now" })).toBeNull();
    fireEvent.click(button("Sign in…"));
    expect(screen.getByLabelText("Personal access token")).toBeTruthy();
  });
});
