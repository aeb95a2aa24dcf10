import { isThisComputer } from "../network/this-computer.ts";

/**
 * The address at which the internet reaches the listener, as typed by a person or announced by a relay: https (or
 * http to this machine), a host, perhaps a path; nothing else. Returned without a trailing slash; null where it
 * is not such an address.
 */
export function parsePublicUrl(text: string): string | null {
  const url = parseUrl(text.trim());
  if (url === null) return null;
  const isPrivatePath = url.protocol === "http:" && isThisComputer(url.hostname);
  if (url.protocol !== "https:" && !isPrivatePath) return null;
  // An empty query or fragment leaves no trace in the parsed URL, so the text is checked as well.
  if (url.username !== "" || url.password !== "" || /[?#@\\]/.test(text)) return null;
  if (!isHost(url.hostname)) return null;
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function parseUrl(text: string): URL | null {
  // `new URL` removes tabs and line ends from anywhere, and reads "https:host" and "https:///host" alike.
  if (!/^https?:\/\/[^/\s]\S*$/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Labels with nothing empty among them, or an address; a pattern such as `*.example.com` is no host. */
function isHost(hostname: string): boolean {
  return /^\[[0-9a-f:.]+\]$/.test(hostname) || /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+$/.test(hostname);
}
