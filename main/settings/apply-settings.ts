import { nativeTheme } from "electron";
import type { Application } from "../../app/contract/application.ts";
import type { Settings } from "../../app/contract/settings.ts";
import type { Logger } from "../../app/platform/ports.ts";
import { errorFields } from "../../app/platform/logger.ts";
import type { SettingsControl } from "../../app/settings/settings-control.ts";

export interface ApplySettingsOptions {
  readonly application: Pick<Application, "chooseRelay" | "chooseAbsenceRules">;
  readonly control: SettingsControl;
  readonly logger: Logger;
}

/** Settings that are somebody else's to carry out: now, and with every change. Setting the same again does nothing. */
export function applySettings({ application, control, logger }: ApplySettingsOptions): void {
  function apply({ appearance, relay, whenAway }: Settings): void {
    if (nativeTheme.themeSource !== appearance) nativeTheme.themeSource = appearance;
    application.chooseAbsenceRules(whenAway);
    application
      .chooseRelay(relay)
      .catch((error: unknown) => logger.error("The relay could not be changed", errorFields(error)));
  }
  apply(control.settings());
  control.onChange(({ settings }) => apply(settings));
}
