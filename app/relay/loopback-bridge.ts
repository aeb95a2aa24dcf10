import { connect } from "node:net";
import type { Duplex } from "node:stream";

/**
 * Joins a connection that came through a relay with a new one to the listener, byte for byte, in both directions.
 * Either end may finish sending first; where one breaks, both end.
 */
export function bridgeToLoopback(channel: Duplex, localPort: number): void {
  const socket = connect({ host: "127.0.0.1", port: localPort, allowHalfOpen: true });
  // A request and its answer are small: waiting to fill a packet would add 40 ms to each.
  socket.setNoDelay(true);
  const end = (): void => {
    socket.destroy();
    channel.destroy();
  };
  channel.on("error", end);
  socket.on("error", end);
  channel.on("close", end);
  socket.on("close", end);
  channel.pipe(socket);
  socket.pipe(channel);
}
