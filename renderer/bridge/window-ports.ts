import { createContext, use } from "react";
import type { Bridge } from "../../app/contract/requests.ts";
import type { TimeFormat } from "../../app/model/account.ts";
import type { Drafts } from "../sheets/drafts.ts";
import type { View } from "../navigation/view.ts";

/** What components reach outside of their props. */
export interface WindowPorts {
  readonly bridge: Bridge;
  /** The main process's monotonic clock, in milliseconds. */
  readonly monotonicNow: () => number;
  /** How the person who is signed in writes durations. */
  readonly timeFormat: TimeFormat;
  readonly go: (view: View) => void;
  /** From that view back to the timers; false when the window shows another one by now. */
  readonly leave: (view: View) => boolean;
  readonly drafts: Drafts;
}

const WindowPortsContext = createContext<WindowPorts | null>(null);

export const WindowPortsProvider = WindowPortsContext.Provider;

export function useWindowPorts(): WindowPorts {
  const ports = use(WindowPortsContext);
  if (ports === null) throw new Error("useWindowPorts needs a WindowPortsProvider above it.");
  return ports;
}
