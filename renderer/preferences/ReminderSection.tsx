import { notTrackingRange } from "../../app/contract/setting-fields.ts";
import type { Capabilities } from "../../app/contract/settings.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { NumberField } from "./NumberField.tsx";
import { SettingSection } from "./SettingSection.tsx";
import { SilentReminders } from "./SilentReminders.tsx";
import { useChange } from "./use-change.ts";
import { WorkingHoursFields } from "./WorkingHoursFields.tsx";

/** What to be reminded of, and when. Until something is wanted, only the switches. */
export function ReminderSection({ capabilities }: { readonly capabilities: Capabilities }) {
  const { settings } = usePreferences();
  const { change } = useChange();
  const { notTrackingMinutes, notTrackingHint } = preferencesTexts;
  return (
    <SettingSection name="reminders" capabilities={capabilities}>
      {settings.remindNotTracking && (
        <>
          <NumberField
            label={notTrackingMinutes}
            hint={notTrackingHint}
            value={settings.notTrackingMinutes}
            {...notTrackingRange}
            onChange={(minutes) => void change({ notTrackingMinutes: minutes })}
          />
          <WorkingHoursFields
            hours={settings.workingHours}
            onChange={(workingHours) => void change({ workingHours })}
          />
          <SilentReminders
            until={settings.remindersSilentUntil}
            onChange={(remindersSilentUntil) => void change({ remindersSilentUntil })}
          />
        </>
      )}
    </SettingSection>
  );
}
