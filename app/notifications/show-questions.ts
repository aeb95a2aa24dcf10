import type { Application } from "../contract/application.ts";
import type { AppWindow } from "../requests/app-window.ts";

/**
 * Shows the window for what waits for an answer: a verb, wherever it came from, what a program wants done, or time that a
 * timer gained in an absence. Returns a function that ends that.
 */
export function showQuestions(
  application: Pick<Application, "snapshot" | "onSnapshot">,
  window: Pick<AppWindow, "isFocused" | "show">,
): () => void {
  let asked = application.snapshot().question;
  let askedForProgram: number | null = null;
  let askedFrom: number | null = null;
  return application.onSnapshot(({ question, absence, programQuestion }) => {
    const openFrom = absence?.kind === "ran-on" ? absence.from : null;
    const forProgram = programQuestion?.id ?? null;
    const isNew =
      (forProgram !== null && forProgram !== askedForProgram) ||
      (question !== null && question !== asked) ||
      (openFrom !== null && openFrom !== askedFrom);
    asked = question;
    askedForProgram = forProgram;
    askedFrom = openFrom;
    if (isNew && !window.isFocused()) window.show();
  });
}
