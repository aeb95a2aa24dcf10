import type { Answer, ListAnswer } from "../../app/noko/api.ts";
import type { NokoTimer } from "../../app/noko/resources.ts";

const base = "https://api.example.test/v2";

/** A timer as the client decodes it, for tests that care about a few of its fields. */
export function nokoTimer(projectId: number, fields: Partial<NokoTimer> = {}): NokoTimer {
  const url = `${base}/projects/${projectId}/timer`;
  return {
    id: 1000 + projectId,
    state: "paused",
    seconds: 60,
    date: "2026-01-05",
    description: null,
    project: {
      id: projectId,
      name: `Project ${projectId}`,
      color: "#ff9898",
      group: null,
      billingIncrement: 15,
      billable: true,
      enabled: true,
      url: `${base}/projects/${projectId}`,
    },
    url,
    startUrl: `${url}/start`,
    pauseUrl: `${url}/pause`,
    addOrSubtractTimeUrl: `${url}/add_or_subtract_time`,
    logUrl: `${url}/log`,
    ...fields,
  };
}

export function answer<T>(value: T, sequence: number, receivedAt = 0): Answer<T> {
  return { value, sequence, requestedAt: receivedAt, receivedAt };
}

export function listAnswer<T>(value: readonly T[], sequence: number, receivedAt = 0): ListAnswer<T> {
  const answered = answer(value, sequence, receivedAt);
  return { ...answered, pageOf: () => answered, leftOut: [] };
}
