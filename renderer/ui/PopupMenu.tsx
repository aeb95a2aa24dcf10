import { Menu } from "@base-ui/react/menu";
import { type ReactNode, useCallback, useState } from "react";

interface PopupMenuProps {
  /** The button's name, for who can't see its dots. */
  readonly label: string;
  readonly triggerClass?: string;
  readonly trigger: ReactNode;
  readonly focusKey?: string;
  readonly children: ReactNode;
}

/** A button that opens a menu. */
export function PopupMenu({ label, triggerClass = "", trigger, focusKey, children }: PopupMenuProps) {
  // A menu belongs to the landmark of its button: outside of all of them it would be nowhere for who goes by landmarks.
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const findLandmark = useCallback(
    (button: HTMLElement | null) => setLandmark(button?.closest<HTMLElement>("main, footer") ?? null),
    [],
  );
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        ref={findLandmark}
        className={`menu-button ${triggerClass}`}
        aria-label={label}
        title={label}
        data-focus-key={focusKey}
      >
        {trigger}
      </Menu.Trigger>
      <Menu.Portal container={landmark}>
        <Menu.Positioner className="popup-position" side="bottom" align="end" sideOffset={6} collisionPadding={8}>
          <Menu.Popup className="popup menu-popup" data-overlay="">
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface MenuEntryProps {
  readonly onPick: () => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
}

export function MenuEntry({ onPick, children, disabled = false }: MenuEntryProps) {
  return (
    <Menu.Item className="menu-item" onClick={onPick} disabled={disabled}>
      {children}
    </Menu.Item>
  );
}

export function MenuLine() {
  return <Menu.Separator className="menu-line" />;
}

export function MoreDots() {
  return (
    <svg className="menu-more" viewBox="0 0 16 4" aria-hidden="true">
      <circle cx="2" cy="2" r="1.6" />
      <circle cx="8" cy="2" r="1.6" />
      <circle cx="14" cy="2" r="1.6" />
    </svg>
  );
}
