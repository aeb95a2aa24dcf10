import { session, type Session } from "electron";

/** Nothing listens at port 0, so nothing gets through. `<-loopback>`: nothing of this computer is excepted either. */
const blockedNetwork = {
  mode: "fixed_servers",
  proxyRules: "socks5://127.0.0.1:0",
  proxyBypassRules: "<-loopback>",
} as const;

/** The session of every page. */
export function pageSession(): Session {
  return withoutDictionary(session.defaultSession);
}

/**
 * Cuts the pages' session off the network. Policies of the page stop what a page asks for by a URL; WebRTC opens
 * connections besides, which obey the session's proxy alone.
 */
export function blockPageNetwork(): Promise<void> {
  return pageSession().setProxy(blockedNetwork);
}

/** The system's proxy settings as Chromium reads them, scripts (PAC) and the environment included. */
export function askSystemForProxy(url: string): Promise<string> {
  // Of its own, since the pages' session has no network. Kept in memory.
  return withoutDictionary(session.fromPartition("system-proxy")).resolveProxy(url);
}

/**
 * On Linux and Windows a session fetches a spelling dictionary from the internet as soon as it exists, whatever its pages
 * want, unless its list of languages is emptied at once.
 */
function withoutDictionary(only: Session): Session {
  if (only.getSpellCheckerLanguages().length > 0) only.setSpellCheckerLanguages([]);
  return only;
}
