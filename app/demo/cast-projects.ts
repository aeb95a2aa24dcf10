import type { DemoGroup, DemoProject, DemoUser } from "./state.ts";

export const clients: DemoGroup = { id: 3001, name: "Clients" };
const house: DemoGroup = { id: 3002, name: "In-house" };

/** Who the demo account belongs to. `utcOffset` in seconds. */
export function castUser(utcOffset: number): DemoUser {
  return {
    id: 5538,
    email: "avery.quill@example.com",
    firstName: "Avery",
    lastName: "Quill",
    profileImageUrl: null,
    timeFormat: "hours_minutes",
    weekStart: "Monday",
    utcOffset,
  };
}

/** A colleague, who is there so that the list of all entries differs from the user's own. */
export function castColleague(utcOffset: number): DemoUser {
  return { ...castUser(utcOffset), id: 5539, email: "robin.marsh@example.com", firstName: "Robin", lastName: "Marsh" };
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

/** The fictional account's projects: every billing increment, colour or none, group or none, one archived. */
export function castProjects(): readonly DemoProject[] {
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
