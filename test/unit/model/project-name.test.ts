import { describe, expect, test } from "vitest";
import { withShownNames } from "../../../app/contract/shown-names.ts";
import { projectName } from "../../../app/model/project-name.ts";
import type { Project } from "../../../app/model/project.ts";
import { project, signedIn, timer } from "../tray/snapshots.ts";

const website = (id: number, group: string | null): Project => ({ ...project(id, "Website"), group });
const projects = [website(1, "Acme"), website(2, "Zebra"), website(3, null), { ...project(4, "Other"), group: "Acme" }];

describe("projectName", () => {
  test("a name that is had once is shown alone; one that several have, with its group", () => {
    expect(projects.map((each) => projectName(each, projects))).toEqual([
      "Website · Acme",
      "Website · Zebra",
      "Website",
      "Other",
    ]);
  });

  test("names that differ in case alone count as one", () => {
    const both = [website(1, "Acme"), { ...website(2, "Zebra"), name: "WEBSITE" }];
    expect(both.map((each) => projectName(each, both))).toEqual(["Website · Acme", "WEBSITE · Zebra"]);
  });
});

describe("withShownNames", () => {
  test("a timer's project, which does not tell its group, is called by that of the list", () => {
    const snapshot = signedIn({
      projects,
      timers: [timer(2, "Website", "running", 60), timer(4, "Other", "paused", 1)],
    });
    expect(withShownNames(snapshot).timers.map((each) => each.project.name)).toEqual(["Website · Zebra", "Other"]);
    expect(withShownNames(snapshot).projects).toBe(projects);
  });

  test("where no name is had twice nothing is changed", () => {
    const snapshot = signedIn({ projects: [project(1, "One"), project(2, "Two")] });
    expect(withShownNames(snapshot)).toBe(snapshot);
  });
});
