import type { AbsenceReason, AbsenceRule, Capabilities } from "../../app/contract/settings.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { Choice } from "./Choice.tsx";
import { Section } from "./Section.tsx";
import { useChange } from "./use-change.ts";

const reasons = ["lock", "sleep", "shutdown"] as const satisfies readonly AbsenceReason[];
const rules = ["keep", "pause", "ask"] as const satisfies readonly AbsenceRule[];

/** What becomes of the running timer when the user leaves the computer: one rule for each kind of absence. */
export function AbsenceSection({ capabilities }: { readonly capabilities: Capabilities }) {
  const { settings } = usePreferences();
  const { change, failed } = useChange();
  const { whenAway, whenAwayDetail, whenAwayReason, whenAwayRule } = preferencesTexts;
  const options = rules.map((value) => ({ value, name: whenAwayRule[value] }));
  return (
    <Section title={whenAway} detail={whenAwayDetail} failed={failed}>
      {reasons.map((reason) => (
        <Choice
          key={reason}
          legend={whenAwayReason[reason]}
          variant="segments"
          options={options}
          value={settings.whenAway[reason]}
          unavailable={reason === "lock" ? capabilities.lockSignal : null}
          onChange={(rule) => void change({ whenAway: { ...settings.whenAway, [reason]: rule } })}
        />
      ))}
    </Section>
  );
}
