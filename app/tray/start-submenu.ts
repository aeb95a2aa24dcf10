import { foreignText } from "../model/native-text.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { trayTexts } from "../texts/tray.ts";
import { projectName } from "../model/project-name.ts";
import type { Project } from "../model/project.ts";
import { isRunning } from "../model/timer.ts";
import { isPending, item, joinSections, label, longestName, openWindow, send, submenu } from "./menu-items.ts";
import type { TrayContext, TrayMenuItem } from "./tray-model.ts";

const recentAtMost = 8;
/** Native menus neither filter nor scroll well; the window does both. */
const projectsInMenu = 30;

/** Favourites, what was worked on lately, the others where they are few, and a search of all of them. */
export function startSubmenu(snapshot: Snapshot, { settings }: TrayContext): TrayMenuItem {
  const running = new Set(snapshot.timers.filter(isRunning).map((timer) => timer.projectId));
  const startable = new Map(
    snapshot.projects.filter(({ id, enabled }) => enabled && !running.has(id)).map((project) => [project.id, project]),
  );
  const take = (ids: readonly number[], limit: number): readonly Project[] => {
    const taken = ids.flatMap((id) => startable.get(id) ?? []).slice(0, limit);
    for (const { id } of taken) startable.delete(id);
    return taken;
  };
  const favourites = take(settings.favouriteProjects, projectsInMenu);
  const recent = take(snapshot.recentProjects, recentAtMost);
  const others = [...startable.values()];
  const fits = favourites.length + recent.length + others.length <= projectsInMenu;

  const toItems = (projects: readonly Project[]) => projects.map((project) => startItem(project, snapshot));
  return submenu(
    "start",
    trayTexts.start,
    joinSections([
      toItems(favourites),
      toItems(recent),
      fits ? toItems(others) : [],
      stateOfList(snapshot),
      [item("search", trayTexts.search, openWindow({ kind: "quick-switcher" }))],
    ]),
  );
}

function startItem(project: Project, { pending, projects }: Snapshot): TrayMenuItem {
  const { id } = project;
  const text = foreignText(projectName(project, projects), longestName);
  return item(`start:${id}`, text, send({ kind: "start", projectId: id }), !isPending(pending, id));
}

function stateOfList({ projects, projectsLoaded, link }: Snapshot): readonly TrayMenuItem[] {
  if (projectsLoaded === "failed" || (projectsLoaded !== "all" && link.state === "offline")) {
    return [label("projects-unknown", trayTexts.projectsUnknown)];
  }
  if (projectsLoaded !== "all") return [label("loading-projects", trayTexts.loadingProjects)];
  return projects.some(({ enabled }) => enabled) ? [] : [label("no-projects", trayTexts.noProjects)];
}
