/** Whether a host, as a URL or a socket names it, is this computer itself: what goes there leaves by no network. */
export function isThisComputer(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return name === "localhost" || name === "::1" || /^127(?:\.\d{1,3}){3}$/.test(name);
}
