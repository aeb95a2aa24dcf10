import type { Capabilities } from "../../app/contract/settings.ts";
import type { NewVersion } from "../../app/contract/updates.ts";
import { updateText, updateTexts } from "../../app/texts/updates.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { SettingSection } from "./SettingSection.tsx";

/** What is known of new versions, and how one is got. */
export function UpdatesSection({ capabilities }: { readonly capabilities: Capabilities }) {
  const { bridge } = useWindowPorts();
  const { updates } = usePreferences();
  return (
    <SettingSection name="updates" capabilities={capabilities}>
      {updates !== null && updates.kind !== "not-here" && (
        <>
          <div className="pref-row">
            <p className="row-text" role="status">
              {updateText(updates)}
            </p>
            <BusyButton
              variant="outlined"
              busy={updates.kind === "checking"}
              onPress={() => void bridge.checkForUpdates().catch(() => undefined)}
            >
              {updateTexts.check}
            </BusyButton>
          </div>
          {updates.kind === "available" && <HowToGetIt release={updates.release} />}
        </>
      )}
    </SettingSection>
  );
}

function HowToGetIt({ release }: { readonly release: NewVersion }) {
  const { bridge } = useWindowPorts();
  return (
    <>
      {release.notes !== "" && <p className="hint release-notes">{release.notes}</p>}
      <BusyButton
        variant="outlined"
        busy={false}
        onPress={() => void bridge.openHelp("releases").catch(() => undefined)}
      >
        {updateTexts.download}
      </BusyButton>
      {release.command !== null && (
        <p className="hint">
          {updateTexts.command} <code className="release-command">{release.command}</code>
        </p>
      )}
    </>
  );
}
