import type { DemoAccount } from "./account.ts";
import { dayOf } from "./dates.ts";
import { castProjectIds, idOffsetOf } from "./cast-projects.ts";

const hour = 3600;
const day = 24 * hour * 1000;

/** Sets the scene: what was logged lately, two paused timers, and one that has been running for 1:23:45. */
export function setScene(account: DemoAccount, epochMilliseconds: number, number: number): void {
  const add = idOffsetOf(number);
  const id = {
    gear: castProjectIds.gear + add,
    sprockets: castProjectIds.sprockets + add,
    internal: castProjectIds.internal + add,
    zenith: castProjectIds.zenith + add,
    zebra: castProjectIds.zebra + add,
    freezer: castProjectIds.freezer + add,
  };
  const colleague = account.colleagues[0];
  const yesterday = dayOf(epochMilliseconds - day, account.user.utcOffset);
  account.tags.ensure("lunch", false);
  account.addEntry({
    date: yesterday,
    minutes: 150,
    description: "Wireframes for the shop #design",
    projectId: id.sprockets,
  });
  account.addEntry({ date: yesterday, minutes: 60, description: "Site visit #travel", projectId: id.zenith });
  account.addEntry({ date: account.today, minutes: 45, description: "Route import #development", projectId: id.zebra });
  account.addEntry({ date: account.today, minutes: 20, description: "Stand-up #meeting", projectId: id.internal });
  account.addEntry({ date: account.today, minutes: 30, description: "Team #lunch", projectId: id.internal });
  if (colleague !== undefined) {
    account.addEntry(
      { date: account.today, minutes: 95, description: "Compressor manual #writing", projectId: id.freezer },
      colleague.id,
    );
  }
  pausedTimer(account, id.internal, 12 * 60 + 30, "Invoices for June #admin");
  pausedTimer(account, id.sprockets, 47 * 60 + 8, "Navigation & footer <nav> #design #review");
  account.startTimer(id.gear, "Gearbox drawings, second round #cad #review");
  account.adjustTimer(id.gear, hour + 23 * 60 + 45);
}

function pausedTimer(account: DemoAccount, projectId: number, seconds: number, description: string): void {
  account.startTimer(projectId, description);
  account.adjustTimer(projectId, seconds);
  account.pauseTimer(projectId);
}
