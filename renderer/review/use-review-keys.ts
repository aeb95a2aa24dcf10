import type { KeyboardEvent } from "react";
import type { ReviewEdit, ReviewItem } from "../../app/model/review.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { commandLetter } from "../focus/key-letter.ts";

interface ReviewKeys {
  readonly items: readonly ReviewItem[];
  readonly presentDay: string;
  readonly onEdit: (id: number, change: ReviewEdit) => void;
  readonly onOpen: (id: number) => void;
  readonly onLog: () => void;
}

/** The keys of the list, while one of its boxes has the focus; fields have their own. */
export function useReviewKeys({ items, presentDay, onEdit, onOpen, onLog }: ReviewKeys) {
  function toggleDay(item: ReviewItem): void {
    const { timer, entryDate } = item;
    const other = entryDate === presentDay ? (timer.date ?? presentDay) : presentDay;
    // A timer of today has no other day that could be meant.
    if (other === entryDate) onOpen(timer.id);
    else onEdit(timer.id, { entryDate: other });
  }

  return (event: KeyboardEvent<HTMLElement>): void => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || target.type !== "checkbox") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    const item = items.find(({ timer }) => `review-${timer.id}` === target.id);
    if (item === undefined) return;
    const act = actionOf(event.nativeEvent);
    if (act === null) return;
    event.preventDefault();
    switch (act) {
      case "next":
      case "previous":
        return moveFrom(target, act === "next" ? 1 : -1);
      case "log":
        return onLog();
      case "edit":
        return onOpen(item.timer.id);
      case "day":
        return toggleDay(item);
      default:
        return assertNever(act, "key");
    }
  };
}

type Act = "next" | "previous" | "log" | "edit" | "day";

function actionOf(event: globalThis.KeyboardEvent): Act | null {
  switch (event.key) {
    case "ArrowDown":
      return "next";
    case "ArrowUp":
      return "previous";
    case "Enter":
      return event.repeat ? null : "log";
    default:
      return letterAction(commandLetter(event));
  }
}

function letterAction(letter: string): Act | null {
  if (letter === "e") return "edit";
  return letter === "d" ? "day" : null;
}

function moveFrom(box: HTMLInputElement, step: 1 | -1): void {
  const boxes = [...(box.closest("ul")?.querySelectorAll<HTMLInputElement>('input[type="checkbox"]') ?? [])];
  const next = boxes[boxes.indexOf(box) + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
