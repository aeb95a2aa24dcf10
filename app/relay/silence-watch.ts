import type { Clock } from "../platform/ports.ts";

/** So long may a server be silent, in milliseconds; then the connection to it is dead. */
const longestSilence = 3_000;
const look = 500;

/** Notices, at the latest half a second late, that nothing more arrives. Returns a function that stops it. */
export function watchForSilence(
  socket: { readonly bytesRead: number },
  clock: Clock,
  onSilence: () => void,
): () => void {
  let bytesBefore = 0;
  let silentSince = clock.monotonicNow();
  const check = (): void => {
    const now = clock.monotonicNow();
    if (socket.bytesRead !== bytesBefore) {
      bytesBefore = socket.bytesRead;
      silentSince = now;
    } else if (now - silentSince >= longestSilence) {
      return onSilence();
    }
    cancel = clock.setTimeout(check, look);
  };
  let cancel = clock.setTimeout(check, look);
  return () => cancel();
}
