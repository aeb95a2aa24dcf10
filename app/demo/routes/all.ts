import type { Route } from "../router.ts";
import { entryRoutes } from "./entries.ts";
import { projectRoutes } from "./projects.ts";
import { receiverRoutes, webhookRoutes } from "./subscriptions.ts";
import { timerRoutes } from "./timers.ts";
import type { TimerRouteOptions } from "./timers.ts";
import { userRoutes } from "./users.ts";

/** Everything the demo server answers to. */
export function allRoutes(options: TimerRouteOptions): readonly Route[] {
  return [
    ...userRoutes(),
    ...projectRoutes(),
    ...timerRoutes(options),
    ...entryRoutes(),
    ...receiverRoutes(),
    ...webhookRoutes(),
  ];
}
