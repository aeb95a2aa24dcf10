import { useState } from "react";
import type { UndoOffer } from "../../app/contract/snapshot.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { useDuration } from "../ui/use-duration.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { CommandButton } from "../ui/CommandButton.tsx";

/** What the last verb took away, with Undo. Always in the page, so that a change is announced. */
export function UndoBar({ offer }: { readonly offer: UndoOffer | null }) {
  return (
    <div role="status" className="undo-region">
      {offer !== null && <Offer key={`${offer.kind} ${offer.project.id} ${offer.endsAt}`} offer={offer} />}
    </div>
  );
}

function Offer({ offer }: { readonly offer: UndoOffer }) {
  const { monotonicNow } = useWindowPorts();
  const duration = useDuration();
  const [timeLeft] = useState(() => (offer.endsAt === null ? null : Math.max(0, offer.endsAt - monotonicNow())));
  const text = offerText(offer, duration);
  return (
    <div className="undo">
      <span className="undo-text" dir="auto" title={text}>
        {text}
      </span>
      <CommandButton variant="quiet" command={{ kind: "undo" }} pending={false} focusKey="undo">
        {timersTexts.undo}
      </CommandButton>
      {timeLeft !== null && (
        <span className="undo-time" style={{ animationDuration: `${timeLeft}ms` }} aria-hidden="true" />
      )}
    </div>
  );
}

function offerText({ kind, project, seconds, count = 1 }: UndoOffer, duration: (seconds: number) => string): string {
  switch (kind) {
    case "discard":
      return timersTexts.discarded(project.name, duration(seconds));
    case "log":
      return count === 1
        ? timersTexts.logged(project.name, duration(seconds))
        : timersTexts.loggedMany(count, duration(seconds));
    case "adjust":
      return seconds < 0
        ? timersTexts.removed(duration(-seconds), project.name)
        : timersTexts.added(duration(seconds), project.name);
    default:
      return assertNever(kind, "undo");
  }
}
