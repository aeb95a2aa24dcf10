import type { Application } from "../app/contract/application.ts";
import type { PopupWindow } from "./window.ts";

/** A verb that waits for an answer brings the window, wherever the verb came from. Answers what ends that. */
export function showQuestions(
  application: Pick<Application, "snapshot" | "onSnapshot">,
  window: Pick<PopupWindow, "isFocused" | "show">,
): () => void {
  let asked = application.snapshot().question;
  return application.onSnapshot(({ question }) => {
    const isNew = question !== null && question !== asked;
    asked = question;
    if (isNew && !window.isFocused()) window.show();
  });
}
