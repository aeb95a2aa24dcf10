import type { ReactNode } from "react";
import { type SettingSection as SectionName, settingFields } from "../../app/contract/setting-fields.ts";
import {
  type Capabilities,
  type SettingBy,
  settingNames,
  type SettingsPatch,
  whyUnavailable,
} from "../../app/contract/settings.ts";
import { type OptionText, preferencesTexts } from "../../app/texts/preferences.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { Choice, type ChoiceOption } from "./Choice.tsx";
import { Section } from "./Section.tsx";
import { Toggle } from "./Toggle.tsx";
import { useChange } from "./use-change.ts";

interface SettingSectionProps {
  readonly name: SectionName;
  readonly capabilities: Capabilities;
  /** What stands below them. */
  readonly children?: ReactNode;
}

/** The switches and choices of one section, as the table of settings has them. */
export function SettingSection({ name, capabilities, children }: SettingSectionProps) {
  const { change, failed } = useChange();
  const text: { readonly title: string; readonly detail?: string } = preferencesTexts.section[name];
  const props = { capabilities, title: text.title, onChange: (patch: SettingsPatch) => void change(patch) };
  return (
    <Section {...text} failed={failed}>
      {settingNames.map((setting) => {
        const { control } = settingFields[setting];
        if (control.kind === "own" || control.section !== name) return null;
        if (isToggle(setting)) return <SettingToggle key={setting} name={setting} {...props} />;
        return isChoice(setting) ? <SettingChoice key={setting} name={setting} {...props} /> : null;
      })}
      {children}
    </Section>
  );
}

interface ControlProps<Name extends string> {
  readonly name: Name;
  readonly title: string;
  readonly capabilities: Capabilities;
  readonly onChange: (patch: SettingsPatch) => void;
}

function SettingToggle({ name, capabilities, onChange }: ControlProps<SettingBy<"toggle">>) {
  const { settings } = usePreferences();
  return (
    <Toggle
      label={preferencesTexts.toggle[name]}
      checked={settings[name]}
      unavailable={whyUnavailable(settingFields[name].control.needs, settings, capabilities)}
      onChange={(checked) => onChange({ [name]: checked })}
    />
  );
}

function SettingChoice({ name, title, capabilities, onChange }: ControlProps<SettingBy<"choice">>) {
  const { settings } = usePreferences();
  const { control, values } = settingFields[name];
  const { legend, options } = preferencesTexts.choice[name];
  const texts: Readonly<Partial<Record<string, OptionText>>> = options;
  return (
    <Choice
      legend={legend ?? title}
      legendHidden={legend === null}
      variant={control.variant}
      options={values.map((value) => optionOf(value, texts[value] ?? value))}
      value={settings[name]}
      unavailable={whyUnavailable(control.needs, settings, capabilities)}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
}

function optionOf(value: string, text: OptionText): ChoiceOption<string> {
  return typeof text === "string" ? { value, name: text } : { value, name: text.label, detail: text.detail };
}

function isToggle(name: string): name is SettingBy<"toggle"> {
  return Object.hasOwn(preferencesTexts.toggle, name);
}

function isChoice(name: string): name is SettingBy<"choice"> {
  return Object.hasOwn(preferencesTexts.choice, name);
}
