/** Timers, as the public API documentation's page on them describes. */
import * as v from "valibot";
import { decodeBody, isoDay, optional, text, wholeNumber } from "../body.ts";
import { allows, booleanFilter, idsFilter, textMatches } from "../filters.ts";
import { notFound } from "../problems.ts";
import { listed, noContent, ok } from "../router.ts";
import type { Route, RouteContext } from "../router.ts";
import type { DemoTimer } from "../state.ts";

const describeSchema = v.object({ description: optional(text) });
const startSchema = v.object({ entry_date: optional(isoDay), description: optional(text) });
const adjustSchema = v.object({ minutes: optional(wholeNumber), seconds: optional(wholeNumber) });
const logSchema = v.object({
  entry_date: optional(isoDay),
  minutes: optional(v.pipe(wholeNumber, v.minValue(0))),
  description: optional(text),
});

export interface TimerRouteOptions {
  /** Whether lists and lookups show pending timers; the documentation speaks of running and paused ones alone. */
  readonly showsPending: () => boolean;
}

export function timerRoutes({ showsPending }: TimerRouteOptions): readonly Route[] {
  const isShown = (timer: DemoTimer): boolean => timer.run.kind !== "pending" || showsPending();
  return [
    { method: "GET", pattern: "/v2/timers", answer: (context) => listTimers(context, isShown) },
    {
      method: "GET",
      pattern: "/v2/projects/:id/timer",
      answer: (context) => oneTimer(context, isShown),
    },
    { method: "PUT", pattern: "/v2/projects/:id/timer", userAction: true, answer: describe },
    { method: "PUT", pattern: "/v2/projects/:id/timer/start", userAction: true, answer: start },
    { method: "PUT", pattern: "/v2/projects/:id/timer/pause", userAction: true, answer: pause },
    {
      method: "PUT",
      pattern: "/v2/projects/:id/timer/add_or_subtract_time",
      userAction: true,
      answer: adjust,
    },
    { method: "PUT", pattern: "/v2/projects/:id/timer/log", userAction: true, answer: log },
    { method: "DELETE", pattern: "/v2/projects/:id/timer", userAction: true, answer: discard },
  ];
}

function listTimers(context: RouteContext, isShown: (timer: DemoTimer) => boolean) {
  const { account, query } = context;
  const projects = idsFilter(query, "projects");
  const billable = booleanFilter(query, "billable");
  const timers = account
    .timers()
    .filter(isShown)
    .filter((timer) => textMatches(query, "description", timer.description))
    .filter((timer) => projects === null || projects.has(timer.projectId))
    .filter((timer) => allows(billable, account.project(timer.projectId).billable));
  return listed(context, timers, (timer) => context.views.timer(timer));
}

function oneTimer({ account, views, id }: RouteContext, isShown: (timer: DemoTimer) => boolean) {
  const timer = account.timer(id);
  if (timer === null || !isShown(timer)) throw notFound(`running or paused timer on project ${id}`);
  return ok(views.timer(timer));
}

function describe({ account, views, id, body }: RouteContext) {
  account.project(id);
  return ok(views.timer(account.describeTimer(id, decodeBody(describeSchema, "Timer", body).description)));
}

function start({ account, views, id, body }: RouteContext) {
  account.project(id);
  const input = decodeBody(startSchema, "Timer", body);
  const timer = account.startTimer(id, input.description, input.entry_date);
  return { status: 200, json: views.timer(timer), location: views.timerUrl(id) } as const;
}

function pause({ account, views, id }: RouteContext) {
  return ok(views.timer(account.pauseTimer(id)));
}

function adjust({ account, views, id, body }: RouteContext) {
  requireTimer(account.timer(id), id);
  const { minutes = 0, seconds = 0 } = decodeBody(adjustSchema, "Timer", body);
  return ok(views.timer(account.adjustTimer(id, minutes * 60 + seconds)));
}

function log({ account, id, body }: RouteContext) {
  requireTimer(account.timer(id), id);
  const input = decodeBody(logSchema, "Entry", body);
  account.logTimer(id, { entryDate: input.entry_date, minutes: input.minutes, description: input.description });
  return noContent;
}

function discard({ account, id }: RouteContext) {
  account.discardTimer(id);
  return noContent;
}

/** A timer that is not there is a 404 whatever the body says. */
function requireTimer(timer: DemoTimer | null, projectId: number): void {
  if (timer === null) throw notFound(`timer on project ${projectId}`);
}
