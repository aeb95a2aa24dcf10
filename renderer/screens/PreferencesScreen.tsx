import { strings } from "../../app/contract/strings.ts";
import type { SignedInAccount } from "../components/AccountMenu.tsx";
import { BusyButton } from "../components/BusyButton.tsx";
import { ScreenHead } from "../components/ScreenHead.tsx";
import { mainPlace } from "../place.ts";
import { AbsenceSection } from "../preferences/AbsenceSection.tsx";
import { AccountSection } from "../preferences/AccountSection.tsx";
import {
  AppearanceSection,
  NotificationSection,
  ReachableSection,
  TraySection,
} from "../preferences/GeneralSections.tsx";
import { GoalSection } from "../preferences/GoalSection.tsx";
import { Section } from "../preferences/Section.tsx";
import { ShortcutSection } from "../preferences/ShortcutSection.tsx";
import { usePreferences } from "../preferences-port.ts";
import { useWindowPorts } from "../window-ports.ts";

/** Everything a person can choose, in effect at once. Without an account, what concerns the app alone. */
export function PreferencesScreen({ account }: { readonly account: SignedInAccount | null }) {
  const { go } = useWindowPorts();
  const { capabilities, keptAside } = usePreferences();
  return (
    <main className="screen screen-page">
      <ScreenHead title={strings.preferences.title} onBack={() => go(mainPlace)} />
      <div className="prefs">
        {keptAside !== null && <p className="sheet-problem pref-kept">{strings.preferences.keptAside(keptAside)}</p>}
        {account !== null && <AccountSection account={account} capabilities={capabilities} />}
        {capabilities !== null && (
          <>
            <ReachableSection capabilities={capabilities} />
            <ShortcutSection capabilities={capabilities} />
            <AbsenceSection capabilities={capabilities} />
            <GoalSection />
            <NotificationSection capabilities={capabilities} />
            <AppearanceSection />
            <TraySection capabilities={capabilities} />
          </>
        )}
        <Section title={strings.preferences.diagnostics} detail={strings.preferences.diagnosticsDetail}>
          <BusyButton look="outlined" busy={false} onPress={() => go({ kind: "diagnostics" })}>
            {strings.preferences.openDiagnostics}
          </BusyButton>
        </Section>
      </div>
    </main>
  );
}
