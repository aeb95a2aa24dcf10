/** A process of its own, so that it takes none of the time in which genuine broadcasts are measured. */
import { connect } from "node:net";
import * as v from "valibot";

const { port, request, connections, inFlight } = v.parse(
  v.object({ port: v.number(), request: v.string(), connections: v.number(), inFlight: v.number() }),
  JSON.parse(process.argv[2] ?? ""),
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

process.on("message", () => process.send?.({ refused, others }));
