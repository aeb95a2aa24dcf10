import type { Bridge } from "../../app/contract/requests.ts";

declare global {
  interface Window {
    /** Exposed by the preload script; absent when the page is opened outside of the app. */
    readonly tallylight?: Bridge;
  }
}

/** The page's only connection to the main process. Everything else takes a `Bridge` as a parameter. */
export function getBridge(): Bridge {
  const bridge = window.tallylight;
  if (bridge === undefined) throw new Error("This page works inside Tallylight only: window.tallylight is missing.");
  return bridge;
}
