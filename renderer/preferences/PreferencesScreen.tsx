import { diagnosticsTexts } from "../../app/texts/diagnostics.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import type { SignedInAccount } from "../status/AccountMenu.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { ScreenHead } from "../ui/ScreenHead.tsx";
import { mainView } from "../navigation/view.ts";
import { AbsenceSection } from "./AbsenceSection.tsx";
import { AccountSection } from "./AccountSection.tsx";
import { GoalSection } from "./GoalSection.tsx";
import { ReminderSection } from "./ReminderSection.tsx";
import { Section } from "./Section.tsx";
import { SettingSection } from "./SettingSection.tsx";
import { ShortcutSection } from "./ShortcutSection.tsx";
import { UpdatesSection } from "./UpdatesSection.tsx";
import { usePreferences } from "../bridge/preferences-port.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

/** Everything a person can choose, in effect at once. Without an account, what concerns the app alone. */
export function PreferencesScreen({ account }: { readonly account: SignedInAccount | null }) {
  const { go } = useWindowPorts();
  const { capabilities, keptAside } = usePreferences();
  return (
    <main className="screen screen-page">
      <ScreenHead title={preferencesTexts.title} onBack={() => go(mainView)} />
      <div className="prefs">
        {keptAside !== null && <p className="sheet-problem pref-kept">{preferencesTexts.keptAside(keptAside)}</p>}
        {account !== null && <AccountSection account={account} capabilities={capabilities} />}
        {capabilities !== null && (
          <>
            <SettingSection name="reachable" capabilities={capabilities} />
            <ShortcutSection capabilities={capabilities} />
            <AbsenceSection capabilities={capabilities} />
            <GoalSection />
            <SettingSection name="notifications" capabilities={capabilities} />
            <ReminderSection capabilities={capabilities} />
            <SettingSection name="appearance" capabilities={capabilities} />
            <SettingSection name="tray" capabilities={capabilities} />
            <SettingSection name="programs" capabilities={capabilities} />
            <UpdatesSection capabilities={capabilities} />
          </>
        )}
        <Section title={diagnosticsTexts.title} detail={preferencesTexts.diagnosticsDetail}>
          <BusyButton variant="outlined" busy={false} onPress={() => go({ kind: "diagnostics" })}>
            {preferencesTexts.openDiagnostics}
          </BusyButton>
        </Section>
      </div>
    </main>
  );
}
