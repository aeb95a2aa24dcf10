import type { Clock } from "../../platform/ports.ts";
import { instantNow } from "../../model/instant.ts";
import { type IdleSource, type IdleWatch, instantBefore } from "./idle-source.ts";

/** How soon it is noticed that somebody is back, in milliseconds. */
const whileIdle = 2_000;

/**
 * A system that answers how many seconds nobody has used it, and announces nothing. It is asked when the span can
 * have passed at the earliest, and every two seconds only while nobody is there.
 */
export function createPolledSource(clock: Clock, secondsSinceInput: () => number | null): IdleSource {
  return {
    kind: "system",
    open(watch) {
      if (idleMilliseconds(secondsSinceInput) === null) return Promise.reject(new Error("The system does not say"));
      return Promise.resolve(poll(clock, secondsSinceInput, watch));
    },
  };
}

function poll(clock: Clock, secondsSinceInput: () => number | null, watch: IdleWatch): () => void {
  // Shorter spans would wake the processor more often, and can be asked about at any time.
  const span = Math.max(...watch.spans);
  let isIdle = false;
  let cancel = clock.setTimeout(check, 0);
  function check(): void {
    const idle = idleMilliseconds(secondsSinceInput);
    if (idle === null) return watch.onLost();
    const wasIdle = isIdle;
    isIdle = idle >= span;
    if (wasIdle && !isIdle) watch.onActive();
    if (isIdle && !wasIdle) watch.onIdle(instantBefore(instantNow(clock), idle), span);
    cancel = clock.setTimeout(check, isIdle ? whileIdle : span - idle);
  }
  return () => cancel();
}

/** Null where the answer is no time that can be. */
function idleMilliseconds(secondsSinceInput: () => number | null): number | null {
  const seconds = secondsSinceInput();
  return seconds !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
