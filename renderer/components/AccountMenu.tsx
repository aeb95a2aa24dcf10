import { type RefObject, useEffect, useRef, useState } from "react";
import { strings } from "../../app/contract/strings.ts";
import type { Account } from "../../app/model/account.ts";
import { useWindowPorts } from "../window-ports.ts";
import { BusyButton } from "./BusyButton.tsx";

export type SignedInAccount = Extract<Account, { kind: "signed-in" }>;

/** Whose account this is, and the way out of it. Opens upwards from the status bar; Esc or a press elsewhere closes it. */
export function AccountMenu({ account }: { readonly account: SignedInAccount }) {
  const { bridge } = useWindowPorts();
  const details = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(false);
  const [leaving, setLeaving] = useState(false);
  useCloseOnPressElsewhere(details, open);

  function close(): void {
    if (details.current !== null) details.current.open = false;
  }

  async function leave(): Promise<void> {
    setLeaving(true);
    try {
      await bridge.signOut();
    } catch {
      // Refused: the menu is there to try again.
    } finally {
      setLeaving(false);
    }
  }

  return (
    // Keys and focus of the summary and the buttons inside, as they bubble up.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <details
      ref={details}
      className="menu"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onBlur={(event) => {
        // Focus that left for nowhere (the window lost it, or bare background was pressed) closes nothing by itself.
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || details.current?.open !== true) return;
        event.preventDefault();
        close();
        details.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="menu-button" aria-label={account.demo ? strings.window.demo : strings.window.account}>
        {account.demo ? <span className="menu-demo">{strings.window.demoShort}</span> : <MoreDots />}
      </summary>
      <div className="menu-panel">
        <p className="menu-name" dir="auto" title={account.name}>
          {account.demo ? strings.window.demo : account.name}
        </p>
        <p className="menu-detail" title={account.demo ? undefined : account.email}>
          {account.demo ? strings.window.demoExplained : account.email}
        </p>
        <BusyButton
          busy={false}
          onPress={() => {
            close();
            details.current?.querySelector("summary")?.focus();
            bridge.dispatch({ kind: "refresh" }).catch(() => undefined);
          }}
        >
          {strings.window.checkNow}
        </BusyButton>
        <BusyButton busy={leaving} onPress={() => void leave()}>
          {account.demo ? strings.window.leaveDemo : strings.window.signOut}
        </BusyButton>
      </div>
    </details>
  );
}

function MoreDots() {
  return (
    <svg className="menu-more" viewBox="0 0 16 4" aria-hidden="true">
      <circle cx="2" cy="2" r="1.6" />
      <circle cx="8" cy="2" r="1.6" />
      <circle cx="14" cy="2" r="1.6" />
    </svg>
  );
}

function useCloseOnPressElsewhere(details: RefObject<HTMLDetailsElement | null>, open: boolean): void {
  useEffect(() => {
    if (!open) return undefined;
    function onPress(event: PointerEvent): void {
      const element = details.current;
      if (element !== null && event.target instanceof Node && !element.contains(event.target)) element.open = false;
    }
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [details, open]);
}
