import type { ReactNode } from "react";

interface BusyButtonProps {
  /** The press is being carried out: shown at once, and further presses do nothing. */
  readonly busy: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly variant?: "primary" | "plain" | "outlined" | "quiet";
  readonly label?: string;
  readonly disabled?: boolean;
  readonly focusKey?: string;
}

/**
 * A button that waits for an answer. It is disabled for assistive technology and for presses but not for the browser:
 * a button with the `disabled` attribute drops the keyboard's focus to the top of the page.
 */
export function BusyButton({
  busy,
  onPress,
  children,
  variant = "plain",
  label,
  disabled = false,
  focusKey,
}: BusyButtonProps) {
  const blocked = busy || disabled;
  return (
    <button
      type="button"
      className={`button button-${variant}`}
      aria-busy={busy}
      aria-disabled={blocked}
      aria-label={label}
      data-focus-key={focusKey}
      onClick={() => {
        if (!blocked) onPress();
      }}
    >
      {children}
    </button>
  );
}
