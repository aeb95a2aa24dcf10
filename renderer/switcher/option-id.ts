import type { SwitcherRow } from "./switcher-rows.ts";

/** Of the element that shows the row. A project may stand in both lists, of which one is seen. */
export function optionId(listId: string, { project, section }: Pick<SwitcherRow, "project" | "section">): string {
  return section === null ? `${listId}-found-${project.id}` : `${listId}-${project.id}`;
}
