import type { RepairHop } from "../../app/contract/command.ts";
import type { Remedy } from "../../app/contract/requests.ts";
import { diagnosticsTexts } from "../../app/texts/diagnostics.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import type { Repairs } from "./use-repairs.ts";
import { mainView } from "../navigation/view.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";

interface RemedyButtonProps {
  readonly remedy: Remedy;
  readonly repairs: Repairs;
}

/** What can be done about one line of the report, with words that say what it is. */
export function RemedyButton({ remedy, repairs }: RemedyButtonProps) {
  const { go } = useWindowPorts();
  switch (remedy.kind) {
    case "repair":
      return <RepairButton hop={remedy.hop} variant="outlined" repairs={repairs} />;
    case "sign-in":
      return (
        <BusyButton variant="outlined" busy={false} onPress={() => go(mainView)}>
          {diagnosticsTexts.signIn}
        </BusyButton>
      );
    case "choose-relay":
      return (
        <BusyButton variant="outlined" busy={false} onPress={() => go({ kind: "preferences" })}>
          {diagnosticsTexts.chooseRelay}
        </BusyButton>
      );
    default:
      return assertNever(remedy, "remedy");
  }
}

interface RepairButtonProps {
  readonly hop: RepairHop;
  readonly variant: "outlined" | "quiet";
  readonly repairs: Repairs;
}

/** Is busy from the press until the repair has an outcome; meanwhile no other begins. */
export function RepairButton({ hop, variant, repairs: { underWay, begin } }: RepairButtonProps) {
  return (
    <BusyButton variant={variant} busy={underWay === hop} disabled={underWay !== null} onPress={() => begin(hop)}>
      {diagnosticsTexts.repair[hop]}
    </BusyButton>
  );
}
