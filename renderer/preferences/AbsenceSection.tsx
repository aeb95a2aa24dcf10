import { Fragment } from "react";
import { absenceNeeds, absenceReasons, absenceRuleNames } from "../../app/contract/absence-reasons.ts";
import { idleMinutesRange } from "../../app/contract/setting-fields.ts";
import { type Capabilities, whyUnavailable } from "../../app/contract/settings.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { Choice } from "./Choice.tsx";
import { NumberField } from "./NumberField.tsx";
import { Section } from "./Section.tsx";
import { useChange } from "./use-change.ts";

/** What becomes of the running timer when the user leaves the computer: one rule for each kind of absence. */
export function AbsenceSection({ capabilities }: { readonly capabilities: Capabilities }) {
  const { settings } = usePreferences();
  const { change, failed } = useChange();
  const { whenAway, whenAwayDetail, whenAwayReason, whenAwayRule } = preferencesTexts;
  const options = absenceRuleNames.map((value) => ({ value, name: whenAwayRule[value] }));
  return (
    <Section title={whenAway} detail={whenAwayDetail} failed={failed}>
      {absenceReasons.map((reason) => (
        <Fragment key={reason}>
          <Choice
            legend={whenAwayReason[reason]}
            variant="segments"
            options={options}
            value={settings.whenAway[reason]}
            unavailable={whyUnavailable(absenceNeeds[reason], settings, capabilities)}
            onChange={(rule) => void change({ whenAway: { ...settings.whenAway, [reason]: rule } })}
          />
          {reason === "idle" && settings.whenAway.idle !== "keep" && (
            <NumberField
              label={preferencesTexts.idleMinutes}
              hint={preferencesTexts.idleMinutesHint}
              value={settings.idleMinutes}
              {...idleMinutesRange}
              onChange={(idleMinutes) => void change({ idleMinutes })}
            />
          )}
        </Fragment>
      ))}
    </Section>
  );
}
