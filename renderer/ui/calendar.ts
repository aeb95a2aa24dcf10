import { createLocalFormat } from "../../app/model/local-format.ts";
import { readerLocale } from "../bridge/bridge.ts";

/** The day of an instant on this computer, as `YYYY-MM-DD`. */
export function localDate(instant: Date): string {
  const month = String(instant.getMonth() + 1).padStart(2, "0");
  const day = String(instant.getDate()).padStart(2, "0");
  return `${instant.getFullYear()}-${month}-${day}`;
}

// A date without a time has no time zone: reading and writing it in the same one keeps the day.
const long = createLocalFormat(
  () => new Intl.DateTimeFormat(readerLocale(), { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" }),
);

/** `2025-11-22` as the reader's locale writes it: `Saturday, November 22`. */
export function longDate(date: string): string {
  const instant = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(instant) ? date : long(instant);
}
