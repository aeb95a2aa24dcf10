import { expect, test } from "vitest";
import { previousAcceptedFor } from "../../../app/broadcast/accepted-requests.ts";
import { freshnessTolerance } from "../../../app/broadcast/freshness.ts";
import { guardCapacity, guardMemory, repeatWindow } from "../../../app/broadcast/replay-guard.ts";
import { staleReconcileInterval } from "../../../app/broadcast/stale-rate-limit.ts";
import { bodyLimit } from "../../../app/broadcast/validate-head.ts";
import { probeTimeout } from "../../../app/endpoint/probe.ts";
import { refusalLogInterval } from "../../../app/endpoint/refusal-log.ts";
import { shutdownDeadline } from "../../../app/platform/deadline.ts";

/** Other tests say what happens at each of them, wherever it lies; here is where it lies. */
test.each([
  ["a body, in bytes", bodyLimit, 16_384],
  ["the age of a broadcast", freshnessTolerance, 300_000],
  ["a repetition that may be another change", repeatWindow, 2_000],
  ["how long bodies are remembered", guardMemory, 900_000],
  ["how many bodies are remembered", guardCapacity, 1_000],
  ["a list for stale broadcasts, once in", staleReconcileInterval, 60_000],
  ["how long the secret before is accepted", previousAcceptedFor, 60_000],
  ["a line for refusals, once in", refusalLogInterval, 60_000],
  ["a probe", probeTimeout, 5_000],
  ["disabling receivers at the end", shutdownDeadline, 1_500],
])("%s: %i", (_name, limit, figure) => {
  expect(limit).toBe(figure);
});
