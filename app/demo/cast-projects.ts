import type { DemoGroup, DemoProject, DemoUser } from "./state.ts";

export const clients: DemoGroup = { id: 3001, name: "Clients" };
const house: DemoGroup = { id: 3002, name: "In-house" };

/** Added to all numbers of the account `number` (0 for the first), so that two accounts share none. */
export function idOffsetOf(number: number): number {
  return number * 100_000_000;
}

/** Who the demo account `number` belongs to. `utcOffset` in seconds. */
export function castUser(utcOffset: number, number = 0): DemoUser {
  return {
    id: 5538 + idOffsetOf(number),
    email: number === 0 ? "avery.quill@example.com" : `avery.quill+${number}@example.com`,
    firstName: "Avery",
    lastName: "Quill",
    profileImageUrl: null,
    timeFormat: "hours_minutes",
    weekStart: "Monday",
    utcOffset,
  };
}

/** A colleague, who is there so that the list of all entries differs from the user's own. */
export function castColleague(utcOffset: number, number = 0): DemoUser {
  return {
    ...castUser(utcOffset, number),
    id: 5539 + idOffsetOf(number),
    email: number === 0 ? "robin.marsh@example.com" : `robin.marsh+${number}@example.com`,
    firstName: "Robin",
    lastName: "Marsh",
  };
}

export const castProjectIds = {
  gear: 37_396,
  sprockets: 37_397,
  internal: 37_398,
  zenith: 37_399,
  zebra: 37_400,
  freezer: 37_401,
  lantern: 37_402,
  harbour: 37_403,
  orchard: 37_404,
  pixel: 37_405,
  learning: 37_406,
  archive: 37_407,
} as const;

/** The projects of the account `number`: the first's, with numbers and names of its own. */
export function castProjects(number = 0): readonly DemoProject[] {
  return firstProjects().map((project) => ofAccount(number, project));
}

/** `project` of the first account, as the account `number` has it. */
export function ofAccount(number: number, project: DemoProject): DemoProject {
  if (number === 0) return project;
  const offset = idOffsetOf(number);
  const { group } = project;
  return {
    ...project,
    id: project.id + offset,
    name: `${project.name} (${number + 1})`,
    group: group === null ? null : { id: group.id + offset, name: `${group.name} (${number + 1})` },
  };
}

/** Every billing increment, colour or none, group or none, one archived. */
function firstProjects(): readonly DemoProject[] {
  const id = castProjectIds;
  return [
    project(id.gear, "Gear GmbH", "#ff9898", 10, { budgetedMinutes: 6000 }),
    project(id.sprockets, "Sprockets Inc. — Website relaunch", "#5b8def", 15, { budgetedMinutes: 12_000 }),
    project(id.internal, "Internal", "#9aa4b2", 1, { billable: false, group: house }),
    project(id.zenith, "Zénith Architects", "#f2b84b", 30),
    project(id.zebra, "Zebra Logistics", "#3fb68b", 6),
    project(id.freezer, "Freezer Repair Co-op", "#4fc3d9", 5),
    project(id.lantern, "Lantern & Sons <Accounting>", "#b07cd8", 15),
    project(id.harbour, "Harbour Museum, audio guide", "#e4738c", 10),
    project(id.orchard, "Orchard Street Bakery", "#c98f52", 5, { group: null }),
    project(id.pixel, "Pixel Post — Newsletter", "#7a9e3f", 1),
    project(id.learning, "Learning", null, 1, { billable: false, group: house }),
    project(id.archive, "Old Mill Records", "#777777", 15, { enabled: false }),
  ];
}

/** A project of the cast, with what is usual for one. */
export function project(
  id: number,
  name: string,
  color: string | null,
  billingIncrement: number,
  rest: Partial<DemoProject> = {},
): DemoProject {
  return {
    id,
    name,
    color,
    billingIncrement,
    enabled: true,
    billable: true,
    group: clients,
    budgetedMinutes: null,
    ...rest,
  };
}
