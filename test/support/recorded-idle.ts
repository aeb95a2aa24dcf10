import type { IdleWatch } from "../../app/presence/idle/idle-source.ts";
import type { Clock } from "../../app/platform/ports.ts";

/** What a source reports, one line each, with milliseconds before now; and a wait for a number of lines. */
export class RecordedIdle {
  readonly lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  readonly watch: IdleWatch;

  constructor(spans: readonly number[], clock: Clock) {
    this.watch = {
      spans,
      onIdle: ({ monotonic }, span) => this.#note(`idle ${clock.monotonicNow() - monotonic} of ${span}`),
      onActive: () => this.#note("active"),
      onLost: () => this.#note("lost"),
    };
  }

  async until(count: number): Promise<readonly string[]> {
    while (this.lines.length < count) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    return this.lines;
  }

  #note(line: string): void {
    this.lines.push(line);
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
