import { useState } from "react";
import type { SettingsPatch, SettingsResult } from "../../app/contract/settings.ts";
import { usePreferences } from "../bridge/preferences-port.ts";

export interface SettingsChange {
  readonly change: (patch: SettingsPatch) => Promise<SettingsResult | null>;
  /** The last change was refused. */
  readonly failed: boolean;
}

/** Changes settings and remembers a refusal, so that it is shown beside the control that was used. */
export function useChange(): SettingsChange {
  const preferences = usePreferences();
  const [failed, setFailed] = useState(false);

  async function change(patch: SettingsPatch): Promise<SettingsResult | null> {
    try {
      const result = await preferences.change(patch);
      setFailed(result.kind === "failed");
      return result;
    } catch {
      setFailed(true);
      return null;
    }
  }

  return { change, failed };
}
