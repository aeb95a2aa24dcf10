import type { Application } from "../contract/application.ts";
import type { PopupWindow } from "../../main/window/popup-window.ts";

/**
 * What waits for an answer brings the window: a verb, wherever it came from, or time that a timer gained while nobody
 * was there. Answers what ends that.
 */
export function showQuestions(
  application: Pick<Application, "snapshot" | "onSnapshot">,
  window: Pick<PopupWindow, "isFocused" | "show">,
): () => void {
  let asked = application.snapshot().question;
  let askedFrom: number | null = null;
  return application.onSnapshot(({ question, absence }) => {
    const openFrom = absence?.kind === "ran-on" ? absence.from : null;
    const isNew = (question !== null && question !== asked) || (openFrom !== null && openFrom !== askedFrom);
    asked = question;
    askedFrom = openFrom;
    if (isNew && !window.isFocused()) window.show();
  });
}
