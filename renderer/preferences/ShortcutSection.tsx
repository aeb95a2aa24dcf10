import { useState } from "react";
import { type ShortcutName, shortcutNames } from "../../app/contract/setting-fields.ts";
import type { Capabilities, SettingsResult } from "../../app/contract/settings.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { Section, WhyNot } from "./Section.tsx";
import { ShortcutField } from "./ShortcutField.tsx";
import { useChange } from "./use-change.ts";

/** Shortcuts change together or not at all: after a conflict the ones that worked still do. */
export function ShortcutSection({ capabilities }: { readonly capabilities: Capabilities }) {
  const { settings, shortcutsNotHad } = usePreferences();
  const { change, failed } = useChange();
  const [refused, setRefused] = useState<{ readonly name: ShortcutName; readonly why: string } | null>(null);
  const unavailable = capabilities.globalShortcuts;

  async function set(name: ShortcutName, value: string | null): Promise<void> {
    const result = await change({ shortcuts: { ...settings.shortcuts, [name]: value } });
    const why = conflictOf(result);
    setRefused(why === null ? null : { name, why });
  }

  function problemOf(name: ShortcutName): string | null {
    if (refused?.name === name) return refused.why;
    return unavailable === null && shortcutsNotHad.includes(name) ? preferencesTexts.notHad : null;
  }

  return (
    <Section title={preferencesTexts.shortcuts} detail={preferencesTexts.shortcutsDetail} failed={failed}>
      {shortcutNames.map((name) => (
        <ShortcutField
          key={name}
          name={name}
          value={settings.shortcuts[name]}
          platform={capabilities.platform}
          disabled={unavailable !== null}
          problem={problemOf(name)}
          onChange={(value) => void set(name, value)}
        />
      ))}
      <WhyNot reason={unavailable} />
    </Section>
  );
}

function conflictOf(result: SettingsResult | null): string | null {
  if (result?.kind === "shortcut-taken") return preferencesTexts.taken;
  return result?.kind === "shortcut-doubled" ? preferencesTexts.doubled : null;
}
