import { useState } from "react";
import type { Capabilities } from "../../app/contract/settings.ts";
import { accountTexts } from "../../app/texts/account.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import type { SignedInAccount } from "../status/AccountMenu.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { SignOutDialog } from "../questions/SignOutDialog.tsx";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { Section } from "./Section.tsx";

interface AccountSectionProps {
  readonly account: SignedInAccount;
  readonly capabilities: Capabilities | null;
}

export function AccountSection({ account, capabilities }: AccountSectionProps) {
  const { bridge } = useWindowPorts();
  const [asking, setAsking] = useState(false);
  const name = account.demo ? accountTexts.demo : account.name;
  const detail = account.demo ? accountTexts.demoDetail : account.email;
  return (
    <Section title={preferencesTexts.account}>
      <div className="pref-row">
        <div className="row-text">
          <span className="row-name" dir="auto" title={name}>
            {name}
          </span>
          <span className="row-detail" title={detail}>
            {detail}
          </span>
        </div>
        <BusyButton
          variant="outlined"
          busy={false}
          onPress={() => (account.demo ? void bridge.signOut().catch(() => undefined) : setAsking(true))}
        >
          {account.demo ? accountTexts.leaveDemo : accountTexts.signOut}
        </BusyButton>
      </div>
      {!account.demo && capabilities?.secrets === "memory-only" && (
        <p className="hint">{preferencesTexts.secretsMemoryOnly}</p>
      )}
      {asking && <SignOutDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}
