import { createContext, use } from "react";
import type { Bridge } from "../app/contract/ipc.ts";

/** What components reach outside of their props. */
export interface WindowPorts {
  readonly bridge: Bridge;
  /** The main process's monotonic clock, in milliseconds. */
  readonly monotonicNow: () => number;
}

const WindowPortsContext = createContext<WindowPorts | null>(null);

export const WindowPortsProvider = WindowPortsContext.Provider;

export function useWindowPorts(): WindowPorts {
  const ports = use(WindowPortsContext);
  if (ports === null) throw new Error("useWindowPorts needs a WindowPortsProvider above it.");
  return ports;
}
