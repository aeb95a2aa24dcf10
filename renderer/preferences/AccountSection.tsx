import { useState } from "react";
import type { Capabilities } from "../../app/contract/settings.ts";
import { strings } from "../../app/texts/strings.ts";
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
  const name = account.demo ? strings.window.demo : account.name;
  const detail = account.demo ? strings.preferences.demoDetail : account.email;
  return (
    <Section title={strings.preferences.account}>
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
          look="outlined"
          busy={false}
          onPress={() => (account.demo ? void bridge.signOut().catch(() => undefined) : setAsking(true))}
        >
          {account.demo ? strings.window.leaveDemo : strings.preferences.signOut}
        </BusyButton>
      </div>
      {!account.demo && capabilities?.secrets === "memory-only" && (
        <p className="hint">{strings.preferences.secretsMemoryOnly}</p>
      )}
      {asking && <SignOutDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}
