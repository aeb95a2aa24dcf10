import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import * as v from "valibot";

const { port, request, connections, inFlight } = v.parse(
  v.object({ port: v.number(), request: v.string(), connections: v.number(), inFlight: v.number() }),
  workerData,
);

/** Refusals so far, over all connections. */
let refused = 0;
let others = 0;

for (let index = 0; index < connections; index += 1) flood();

/** Keeps some requests on their way at all times; each answer is replaced by the next request. */
function flood(): void {
  const socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  socket.on("connect", () => socket.write(request.repeat(inFlight)));
  socket.on("data", (chunk: Buffer) => {
    const answers = chunk.toString("latin1").match(/HTTP\/1\.1 \d{3}/g) ?? [];
    const forged = answers.filter((answer) => answer.endsWith("401")).length;
    refused += forged;
    others += answers.length - forged;
    socket.write(request.repeat(answers.length));
  });
  socket.on("error", () => undefined);
  socket.on("close", () => setTimeout(flood, 1));
}

// A thread is not a window: it has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.on("message", () => parentPort?.postMessage({ refused, others }));
