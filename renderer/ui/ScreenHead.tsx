import { type ReactNode, useRef } from "react";
import { windowTexts } from "../../app/texts/window.ts";
import { useHeadingFocus } from "../focus/kept-focus.ts";

interface ScreenHeadProps {
  readonly title: string;
  readonly onBack: () => void;
  /** At the other end: what is done there first of all. */
  readonly children?: ReactNode;
}

/** The head of a screen that was navigated to: its name, where reading begins, and a button that goes back. */
export function ScreenHead({ title, onBack, children }: ScreenHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useHeadingFocus(heading);
  return (
    <header className="screen-head">
      <button
        type="button"
        className="menu-button"
        aria-label={windowTexts.back}
        title={windowTexts.back}
        onClick={onBack}
      >
        <svg className="back-arrow" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M10 3 5 8l5 5" />
        </svg>
      </button>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </header>
  );
}
