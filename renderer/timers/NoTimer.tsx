import { memo } from "react";
import { strings } from "../../app/texts/strings.ts";

/** What stands in the running timer's place when there is none; `known` is false until the account has answered. */
export const NoTimer = memo(function NoTimer({ known }: { readonly known: boolean }) {
  return (
    <section className="empty" aria-labelledby="now-heading">
      <div className={known ? "ring" : "ring ring-busy"} aria-hidden="true" />
      <h2 id="now-heading" className="empty-title">
        {known ? strings.window.noTimerTitle : strings.window.lookingForTimers}
      </h2>
      {known && <p className="empty-hint">{strings.window.noTimerHint}</p>}
    </section>
  );
});
