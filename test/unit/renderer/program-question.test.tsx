import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { AskedVerb, ProgramQuestion } from "../../../app/contract/program-question.ts";
import { busySnapshot, gear, openPage, settle } from "./support.tsx";

afterEach(cleanup);

function asked(verb: AskedVerb, from: ProgramQuestion["from"] = { kind: "program", name: "an assistant" }) {
  return { ...busySnapshot, programQuestion: { id: 7, from, verb } };
}

describe("what a program wants done", () => {
  test.each<[AskedVerb, string | RegExp, string]>([
    [
      { kind: "log", project: gear, minutes: 70, date: "2026-02-03", description: "Drawings #cad" },
      /^Log 1:10 on Gear GmbH, .*3/u,
      "Log",
    ],
    [{ kind: "adjust", project: gear, seconds: 300 }, "Add 0:05 to Gear GmbH?", "Add"],
    [{ kind: "adjust", project: gear, seconds: -600 }, "Remove 0:10 from Gear GmbH?", "Remove"],
    [{ kind: "describe", project: gear, description: "" }, "Change the description of Gear GmbH?", "Change"],
    [{ kind: "discard", project: gear, seconds: 4200 }, "Discard 1:10 of Gear GmbH?", "Discard"],
    [{ kind: "start", project: gear, description: null }, "Start Gear GmbH?", "Start"],
  ])("%j is asked in words, and done when a person agrees", async (verb, title, agree) => {
    const { bridge } = await openPage(asked(verb));
    const dialog = screen.getByRole("alertdialog", { name: title });
    expect(dialog.textContent).toContain("an assistant");
    if ("description" in verb && verb.description !== null) {
      expect(dialog.textContent).toContain(verb.description === "" ? "Without a description." : verb.description);
    }
    fireEvent.click(within(dialog).getByRole("button", { name: agree }));
    await settle();
    expect(bridge.commands).toEqual([{ kind: "answer-program", id: 7, agreed: true }]);
  });

  test("no is what has the focus, and what Esc says; a link is called one", async () => {
    const { bridge } = await openPage(asked({ kind: "start", project: gear, description: null }, { kind: "link" }));
    expect(screen.getByRole("alertdialog").textContent).toContain("A link asks for this.");
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Don't"));
    await act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" }));
    expect(bridge.commands).toEqual([{ kind: "answer-program", id: 7, agreed: false }]);
  });
});
