import { clients, ofAccount, project } from "../../../app/demo/cast-projects.ts";
import type { DemoProject } from "../../../app/demo/state.ts";

const palette = ["#ff9898", "#5b8def", "#f2b84b", "#3fb68b", "#4fc3d9", "#b07cd8", "#e4738c", "#c98f52"] as const;
const increments = [1, 5, 6, 10, 15, 30] as const;
const firstGeneratedId = 40_001;

/** `count` more projects, the same ones each time, for accounts of any size. */
export function generatedProjects(count: number, number = 0): readonly DemoProject[] {
  return Array.from({ length: count }, (_, index) =>
    ofAccount(
      number,
      project(
        firstGeneratedId + index,
        `Project ${String(index + 1).padStart(4, "0")}`,
        palette[index % palette.length] ?? null,
        increments[index % increments.length] ?? 1,
        { billable: index % 5 !== 0, group: index % 3 === 0 ? null : clients },
      ),
    ),
  );
}
