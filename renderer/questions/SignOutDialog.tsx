import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef, useState } from "react";
import { accountTexts } from "../../app/texts/account.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { QuestionFrame } from "./QuestionFrame.tsx";

/** Asks first: to sign in again takes a token, which few people have at hand. */
export function SignOutDialog({ onClose }: { readonly onClose: () => void }) {
  const { bridge } = useWindowPorts();
  const cancel = useRef<HTMLButtonElement>(null);
  const [leaving, setLeaving] = useState(false);

  async function leave(): Promise<void> {
    setLeaving(true);
    try {
      await bridge.signOut();
      onClose();
    } catch {
      // Refused: the button is there to try again.
    } finally {
      setLeaving(false);
    }
  }

  return (
    <QuestionFrame onEscape={onClose} initialFocus={cancel}>
      <AlertDialog.Title className="sheet-title">{accountTexts.signOutTitle}</AlertDialog.Title>
      <AlertDialog.Description className="sheet-text">{accountTexts.signOutDetail}</AlertDialog.Description>
      <div className="sheet-end">
        <button ref={cancel} type="button" className="button button-plain" onClick={onClose}>
          {windowTexts.cancel}
        </button>
        <BusyButton variant="primary" busy={leaving} onPress={() => void leave()}>
          {accountTexts.signOutConfirm}
        </BusyButton>
      </div>
    </QuestionFrame>
  );
}
