/** A source of input as a desktop has it, moved by the test. */
import type { IdleKind } from "../../app/contract/idle-kinds.ts";
import { type IdleSource, type IdleWatch, instantBefore } from "../../app/presence/idle/idle-source.ts";
import { instantNow } from "../../app/model/instant.ts";
import type { Clock } from "../../app/platform/ports.ts";

export class FakeIdleSource implements IdleSource {
  readonly kind: IdleKind;
  /** Not offered here. */
  isMissing = false;
  opened = 0;
  #watch: IdleWatch | null = null;
  readonly #clock: Clock;

  constructor(kind: IdleKind, clock: Clock) {
    this.kind = kind;
    this.#clock = clock;
  }

  open(watch: IdleWatch): Promise<() => void> {
    this.opened += 1;
    if (this.isMissing) return Promise.reject(new Error("Not here"));
    this.#watch = watch;
    return Promise.resolve(() => {
      if (this.#watch === watch) this.#watch = null;
    });
  }

  get isOpen(): boolean {
    return this.#watch !== null;
  }

  get spans(): readonly number[] {
    return this.#watch?.spans ?? [];
  }

  /** A span without input has just passed. */
  idle(span: number): void {
    this.#watch?.onIdle(instantBefore(instantNow(this.#clock), span), span);
  }

  active(): void {
    this.#watch?.onActive();
  }

  end(): void {
    this.#watch?.onLost();
  }
}
