import { defaultSession } from "../page/default-session.ts";

/** The system's settings as Chromium reads them, scripts (PAC) and the environment included. */
export function askSystemForProxy(url: string): Promise<string> {
  return defaultSession().resolveProxy(url);
}
