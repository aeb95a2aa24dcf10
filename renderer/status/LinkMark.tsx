import { assertNever } from "../../app/model/assert-never.ts";
import type { LinkState } from "../../app/contract/snapshot.ts";

/** The link as a shape first and a colour second: disc live, ring checking by itself, broken ring stale, cross offline. */
export function LinkMark({ state }: { readonly state: LinkState }) {
  return (
    <svg className={`link-mark link-${state}`} viewBox="0 0 8 8" aria-hidden="true">
      {shape(state)}
    </svg>
  );
}

function shape(state: LinkState) {
  switch (state) {
    case "live":
      return <circle cx="4" cy="4" r="3.5" fill="currentColor" />;
    case "polling":
      return <circle cx="4" cy="4" r="2.9" fill="none" stroke="currentColor" strokeWidth="1.5" />;
    case "stale":
      return (
        <circle cx="4" cy="4" r="2.9" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.3 2.25" />
      );
    case "offline":
      return <path d="M1 1 7 7M7 1 1 7" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />;
    default:
      return assertNever(state, "link state");
  }
}
