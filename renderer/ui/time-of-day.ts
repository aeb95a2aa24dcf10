import { readerLocale } from "../bridge/bridge.ts";
import { createLocalFormat, isSameLocalDay } from "../../app/model/local-format.ts";

/** An instant as the reader's locale writes it: the time today, with the day's name or date before that. */
export function formatInstant(epochMilliseconds: number, now: number = Date.now()): string {
  return (isSameLocalDay(epochMilliseconds, now) ? full : fullEarlier)(epochMilliseconds);
}

/** The same for where there is little room: without the seconds. */
export function formatInstantBriefly(epochMilliseconds: number, now: number = Date.now()): string {
  return (isSameLocalDay(epochMilliseconds, now) ? brief : briefEarlier)(epochMilliseconds);
}

const date = { month: "short", day: "numeric" } as const;
const time = { hour: "numeric", minute: "2-digit" } as const;
const timeWithSeconds = { ...time, second: "2-digit" } as const;
const full = localFormat(timeWithSeconds);
const fullEarlier = localFormat({ ...date, ...timeWithSeconds });
const brief = localFormat(time);
const briefEarlier = localFormat({ ...date, ...time });

function localFormat(options: Intl.DateTimeFormatOptions): (epochMilliseconds: number) => string {
  return createLocalFormat(() => new Intl.DateTimeFormat(readerLocale(), options));
}
