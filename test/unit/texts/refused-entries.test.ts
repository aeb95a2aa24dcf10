import { expect, test } from "vitest";
import { problemText } from "../../../app/texts/problems.ts";

const codes = [
  "approved_and_locked",
  "invoiced",
  "archived_project",
  "reached_project_limit",
  "cannot_create_projects",
  "cannot_create_tags",
];

test("each documented reason for which an entry is refused has words of its own", () => {
  const titles = [...codes, "a_newer_code"].map((code) => {
    return problemText({ kind: "invalid", fields: [{ resource: "Entry", field: "base", code }] }).title;
  });
  expect(new Set(titles).size).toBe(codes.length + 1);
});
