import type { PersonsWord, ProgramQuestion } from "../contract/program-question.ts";
import type { CancelTimeout, Clock } from "../platform/ports.ts";

/** One question at a time waits for a person, and not for ever. */
export interface ProgramQuestions {
  ask(question: Omit<ProgramQuestion, "id">, milliseconds: number): Promise<PersonsWord>;
  answer(id: number, agreed: boolean): void;
  /** Nothing waits any more. */
  stop(): void;
}

interface Waiting {
  readonly id: number;
  readonly resolve: (word: PersonsWord) => void;
  readonly cancel: CancelTimeout;
}

export function createProgramQuestions(
  clock: Pick<Clock, "setTimeout">,
  show: (question: ProgramQuestion | null) => void,
): ProgramQuestions {
  let lastId = 0;
  let waiting: Waiting | null = null;

  function end(word: PersonsWord): void {
    waiting?.cancel();
    waiting?.resolve(word);
    waiting = null;
    show(null);
  }

  return {
    ask(question, milliseconds) {
      if (waiting !== null) return Promise.resolve("busy");
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        waiting = { id, resolve, cancel: clock.setTimeout(() => end("not-answered"), milliseconds) };
        show({ id, ...question });
      });
    },
    answer(id, agreed) {
      if (waiting?.id === id) end(agreed ? "agreed" : "declined");
    },
    stop() {
      if (waiting !== null) end("not-answered");
    },
  };
}
