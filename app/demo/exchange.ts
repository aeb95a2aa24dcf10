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

/** One request as it is kept for assertions; no values of headers (but `User-Agent`) or of the query. */
export interface RecordedRequest {
  readonly method: string;
  /** As asked for, without the query. */
  readonly path: string;
  /** The documented path behind it: the same unless an opaque URL was followed; null for an unknown opaque one. */
  readonly documentedPath: string | null;
  /** Such as `PUT /v2/projects/:id/timer/start`; null where nothing answers there. */
  readonly route: string | null;
  /** True where the client followed an opaque URL. */
  readonly opaque: boolean;
  readonly queryNames: readonly string[];
  readonly headerNames: readonly string[];
  readonly userAgent: string | null;
  readonly address: string;
  /** Epoch milliseconds, and monotonic milliseconds, of its arrival. */
  readonly at: number;
  readonly monotonicAt: number;
}

/** The connection ends without an answer: a fault switch, or the server stopped, or the client left. */
export class ConnectionLost extends Error {
  constructor() {
    super("The connection ended without an answer");
    this.name = "ConnectionLost";
  }
}
