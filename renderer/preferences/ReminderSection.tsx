import { breakRange, notTrackingRange, stillRunningRange } from "../../app/contract/setting-fields.ts";
import type { Capabilities } from "../../app/contract/settings.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { NumberField } from "./NumberField.tsx";
import { SettingSection } from "./SettingSection.tsx";
import { SilentReminders } from "./SilentReminders.tsx";
import { useChange } from "./use-change.ts";
import { TimeOfDay, WorkingHoursFields } from "./WorkingHoursFields.tsx";

const texts = preferencesTexts;

/** What to be reminded of, and when. Until something is wanted, only the switches. */
export function ReminderSection({ capabilities }: { readonly capabilities: Capabilities }) {
  const { settings } = usePreferences();
  const { change } = useChange();
  const { remindNotTracking, remindStillRunning, remindDayEnd, remindBreak } = settings;
  return (
    <SettingSection name="reminders" capabilities={capabilities}>
      {remindNotTracking && (
        <NumberField
          label={texts.notTrackingMinutes}
          hint={texts.notTrackingHint}
          value={settings.notTrackingMinutes}
          {...notTrackingRange}
          onChange={(notTrackingMinutes) => void change({ notTrackingMinutes })}
        />
      )}
      {remindStillRunning && (
        <NumberField
          label={texts.stillRunningHours}
          hint={texts.stillRunningHint}
          value={settings.stillRunningHours}
          {...stillRunningRange}
          onChange={(stillRunningHours) => void change({ stillRunningHours })}
        />
      )}
      {remindDayEnd && (
        <TimeOfDay
          label={texts.dayEndAt}
          value={settings.dayEndAt}
          onChange={(dayEndAt) => void change({ dayEndAt })}
        />
      )}
      {remindBreak && (
        <NumberField
          label={texts.breakMinutes}
          hint={texts.breakHint}
          value={settings.breakMinutes}
          {...breakRange}
          onChange={(breakMinutes) => void change({ breakMinutes })}
        />
      )}
      {(remindNotTracking || remindStillRunning || remindDayEnd || remindBreak) && (
        <>
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
