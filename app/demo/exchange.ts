/** A request and its answer as plain values: what the demo server understands, whatever carried it. */
export interface DemoRequest {
  readonly method: string;
  /** Path and query, such as `/v2/timers?page=2`. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** IP address of the client, which the rate limit counts by. */
  readonly address: string;
  /** Aborted when the client goes away. */
  readonly signal?: AbortSignal;
}

export interface DemoResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a request. Rejects with `ConnectionLost` where the connection would end without an answer. */
export type Handle = (request: DemoRequest) => Promise<DemoResponse>;

/** The connection ends without an answer: the server stopped, or the client left. */
export class ConnectionLost extends Error {
  constructor() {
    super("The connection ended without an answer");
    this.name = "ConnectionLost";
  }
}
