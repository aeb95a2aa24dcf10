import type { Capabilities, Settings } from "../../app/contract/settings.ts";
import { offeredRelays, relays } from "../../app/contract/relays.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { Choice } from "./Choice.tsx";
import { Section } from "./Section.tsx";
import { Toggle } from "./Toggle.tsx";
import { useChange } from "./use-change.ts";

const panels = ["auto", "for-light-panel", "for-dark-panel"] as const satisfies readonly Settings["trayIcon"][];
const titles = [
  "none",
  "time",
  "time-with-seconds",
  "project-and-time",
] as const satisfies readonly Settings["trayTitle"][];
const appearances = ["system", "light", "dark"] as const satisfies readonly Settings["appearance"][];

interface SectionProps {
  readonly capabilities: Capabilities;
}

export function ReachableSection({ capabilities }: SectionProps) {
  const { settings } = usePreferences();
  const { change, failed } = useChange();
  const { reachable, reachableDetail } = preferencesTexts;
  const options = offeredRelays.map((value) => ({ value, name: relays[value].label, detail: relays[value].detail }));
  return (
    <Section title={reachable} detail={reachableDetail} failed={failed}>
      <Choice
        legend={reachable}
        legendHidden
        variant="list"
        options={options}
        value={settings.relay}
        unavailable={capabilities.relayChoice}
        onChange={(value) => void change({ relay: value })}
      />
    </Section>
  );
}

export function TraySection({ capabilities }: SectionProps) {
  const { settings } = usePreferences();
  const { change, failed } = useChange();
  const { tray, trayIcon, trayIconChoice, trayTitle, trayTitleChoice } = preferencesTexts;
  return (
    <Section title={tray} failed={failed}>
      <Choice
        legend={trayIcon}
        variant="segments"
        options={panels.map((value) => ({ value, name: trayIconChoice[value] }))}
        value={settings.trayIcon}
        unavailable={capabilities.trayIcon}
        onChange={(value) => void change({ trayIcon: value })}
      />
      <Choice
        legend={trayTitle}
        variant="list"
        options={titles.map((value) => ({ value, name: trayTitleChoice[value] }))}
        value={settings.trayTitle}
        unavailable={capabilities.trayTitle}
        onChange={(value) => void change({ trayTitle: value })}
      />
    </Section>
  );
}

export function NotificationSection({ capabilities }: SectionProps) {
  const { settings } = usePreferences();
  const { change, failed } = useChange();
  return (
    <Section title={preferencesTexts.notifications} failed={failed}>
      <Toggle
        label={preferencesTexts.startAtLogin}
        checked={settings.startAtLogin}
        unavailable={capabilities.startAtLogin}
        onChange={(checked) => void change({ startAtLogin: checked })}
      />
      <Toggle
        label={preferencesTexts.notifyTimerChanges}
        checked={settings.notifyTimerChanges}
        onChange={(checked) => void change({ notifyTimerChanges: checked })}
      />
      <Toggle
        label={preferencesTexts.notifyLinkLost}
        checked={settings.notifyLinkLost}
        onChange={(checked) => void change({ notifyLinkLost: checked })}
      />
      <Toggle
        label={preferencesTexts.notifyGoalReached}
        checked={settings.notifyGoalReached}
        unavailable={settings.dayGoalMinutes === null ? "no-day-goal" : null}
        onChange={(checked) => void change({ notifyGoalReached: checked })}
      />
    </Section>
  );
}

export function AppearanceSection() {
  const { settings } = usePreferences();
  const { change, failed } = useChange();
  const { appearance, appearanceChoice } = preferencesTexts;
  return (
    <Section title={appearance} failed={failed}>
      <Choice
        legend={appearance}
        legendHidden
        variant="segments"
        options={appearances.map((value) => ({ value, name: appearanceChoice[value] }))}
        value={settings.appearance}
        onChange={(value) => void change({ appearance: value })}
      />
    </Section>
  );
}
