import { useEffect } from "react";

interface Pressed {
  readonly control: Element;
  /** What it stood for then: React may give the same element to another timer. */
  readonly name: string;
}

/**
 * A verb that is done, here or on another device, moves what stands around it. The second half of a double click then
 * falls on another timer's button, a press may end on another row than it began on, and a held Enter presses the
 * counterpart that got the focus: none of them was meant, so none is heard.
 */
export function useSteadyPress(): void {
  useEffect(() => {
    let down: Pressed | null = null;
    let first: Pressed | null = null;

    function onPointerDown(event: PointerEvent): void {
      down = pressedBy(event.target);
    }
    function onClick(event: MouseEvent): void {
      // The keyboard and assistive technology press nothing down.
      if (event.detail === 0) return;
      const pressed = pressedBy(event.target);
      if (event.detail === 1) first = pressed;
      if (pressed !== null && !(isSame(pressed, down) && isSame(pressed, first))) swallow(event);
    }
    function onKeyDown(event: KeyboardEvent): void {
      if (event.repeat && event.key === "Enter" && event.target instanceof HTMLButtonElement) swallow(event);
    }
    document.addEventListener("pointerdown", onPointerDown, true);
    document.addEventListener("click", onClick, true);
    document.addEventListener("keydown", onKeyDown, true);
    return () => {
      document.removeEventListener("pointerdown", onPointerDown, true);
      document.removeEventListener("click", onClick, true);
      document.removeEventListener("keydown", onKeyDown, true);
    };
  }, []);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

function pressedBy(target: EventTarget | null): Pressed | null {
  const control = target instanceof Element ? target.closest("button, [role=option]") : null;
  if (control === null) return null;
  return { control, name: control instanceof HTMLElement ? (control.dataset["focusKey"] ?? control.id) : control.id };
}

function isSame(one: Pressed, other: Pressed | null): boolean {
  return other !== null && one.control === other.control && one.name === other.name;
}
