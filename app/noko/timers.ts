import * as v from "valibot";
import type { TimerState } from "../model/timer.ts";
import type { Answer, NokoApi, RequestOptions, TimerTarget } from "./api.ts";
import { assertNever } from "../model/assert-never.ts";
import { identifier, optionalDate, optionalSeconds, optionalText, requiredUrl } from "./decode.ts";
import { readList } from "./pagination.ts";
import { projectSchema } from "./projects.ts";
import { readOne, readOneOrNull } from "./read-one.ts";
import type { ApiRequest, ApiRequester } from "./request.ts";
import type { NokoTimer } from "./resources.ts";

export const timerSchema: v.GenericSchema<unknown, NokoTimer> = v.pipe(
  v.object({
    id: identifier,
    url: requiredUrl,
    project: projectSchema,
    state: optionalText,
    seconds: optionalSeconds,
    date: optionalDate,
    description: optionalText,
    start_url: optionalText,
    pause_url: optionalText,
    add_or_subtract_time_url: optionalText,
    log_url: optionalText,
  }),
  v.transform((raw) => ({
    id: raw.id,
    url: raw.url,
    project: raw.project,
    state: toTimerState(raw.state),
    // Blank is no time elapsed, which is what a pending timer has.
    seconds: raw.seconds ?? 0,
    date: raw.date,
    description: raw.description,
    // Composed the documentation's way, and only where the server left the URL blank.
    startUrl: raw.start_url ?? `${raw.url}/start`,
    pauseUrl: raw.pause_url ?? `${raw.url}/pause`,
    addOrSubtractTimeUrl: raw.add_or_subtract_time_url ?? `${raw.url}/add_or_subtract_time`,
    logUrl: raw.log_url ?? `${raw.url}/log`,
  })),
);

function toTimerState(text: string | null): TimerState {
  switch (text) {
    case "running":
    case "paused":
    case "pending":
    case "stopped":
      return text;
    default:
      return "unknown";
  }
}

type TimerCalls = Pick<
  NokoApi,
  | "listTimers"
  | "getTimer"
  | "getTimerOfProject"
  | "describeTimer"
  | "startTimer"
  | "pauseTimer"
  | "addOrSubtractTime"
  | "logTimer"
  | "discardTimer"
>;

/** The timers of the token's own user, as the public API documentation has them. */
export function createTimerCalls(requester: ApiRequester): TimerCalls {
  const timerFrom = (request: ApiRequest, options: RequestOptions): Promise<Answer<NokoTimer>> =>
    readOne(requester, request, timerSchema, options);
  const timerOrNull = (url: string, options: RequestOptions): Promise<Answer<NokoTimer | null>> =>
    readOneOrNull(requester, { operation: "get timer", method: "GET", url }, timerSchema, options);

  const timerUrlOfProject = (projectId: number): string => requester.urls.compose(`projects/${projectId}/timer`);

  return {
    listTimers: (filters, options) =>
      readList(
        requester,
        {
          operation: "list timers",
          path: "timers",
          query: { description: filters.description, projects: filters.projectIds, billable: filters.billable },
          item: timerSchema,
        },
        options,
      ),
    getTimer: timerOrNull,
    getTimerOfProject: (projectId, options) => timerOrNull(timerUrlOfProject(projectId), options),
    describeTimer: (target, description, options) =>
      timerFrom(
        { operation: "describe timer", method: "PUT", url: urlOf(target, timerUrlOfProject), body: { description } },
        options,
      ),
    startTimer: (target, input, options) =>
      timerFrom(
        {
          operation: "start timer",
          method: "PUT",
          url: startUrlOf(target, timerUrlOfProject),
          body: { entry_date: input.entryDate, description: input.description },
        },
        options,
      ),
    pauseTimer: (timer, options) =>
      timerFrom({ operation: "pause timer", method: "PUT", url: timer.pauseUrl }, options),
    addOrSubtractTime: (timer, seconds, options) =>
      timerFrom(
        { operation: "add or subtract time", method: "PUT", url: timer.addOrSubtractTimeUrl, body: { seconds } },
        options,
      ),
    async logTimer(timer, input, options) {
      const body = { entry_date: input.entryDate, minutes: input.minutes, description: input.description };
      return (await requester.send({ operation: "log timer", method: "PUT", url: timer.logUrl, body }, options)).as(
        null,
      );
    },
    async discardTimer(timer, options) {
      return (
        await requester.send(
          { operation: "discard timer", method: "DELETE", url: timer.url, mayBeMissing: true },
          options,
        )
      ).as(null);
    },
  };
}

function urlOf(target: TimerTarget, ofProject: (projectId: number) => string): string {
  switch (target.kind) {
    case "timer":
      return target.timer.url;
    case "project":
      return ofProject(target.projectId);
    default:
      return assertNever(target, "timer target");
  }
}

function startUrlOf(target: TimerTarget, ofProject: (projectId: number) => string): string {
  switch (target.kind) {
    case "timer":
      return target.timer.startUrl;
    case "project":
      return `${ofProject(target.projectId)}/start`;
    default:
      return assertNever(target, "timer target");
  }
}
