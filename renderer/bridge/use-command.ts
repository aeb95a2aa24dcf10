import { useState } from "react";
import type { Command } from "../../app/contract/command.ts";
import type { CommandResult } from "../../app/contract/requests.ts";
import { useWindowPorts } from "./window-ports.ts";

export interface CommandSender {
  /** True from the press until the answer, so that the button reacts before the first snapshot does. */
  readonly sending: boolean;
  /** Answers null when the command did not get through at all. */
  readonly send: (command: Command) => Promise<CommandResult | null>;
}

/** Sends commands one at a time. Failures are not handled here: they come back in the snapshot as its problem. */
export function useCommand(): CommandSender {
  const { bridge } = useWindowPorts();
  const [sending, setSending] = useState(false);

  async function send(command: Command): Promise<CommandResult | null> {
    setSending(true);
    try {
      return await bridge.dispatch(command);
    } catch {
      return null;
    } finally {
      setSending(false);
    }
  }

  return { sending, send };
}
