import type { ReactNode } from "react";
import type { Command } from "../../app/contract/command.ts";
import { useCommand } from "../bridge/use-command.ts";
import { BusyButton } from "./BusyButton.tsx";

interface CommandButtonProps {
  /** A function where the command holds what is seen at the moment of the press. */
  readonly command: Command | (() => Command);
  /** The snapshot says that this verb is under way, from whatever surface. */
  readonly pending: boolean;
  readonly children: ReactNode;
  readonly variant?: "primary" | "plain" | "outlined" | "quiet";
  readonly label?: string;
  readonly disabled?: boolean;
  readonly focusKey?: string;
}

/** A button that sends one command and shows it under way until the answer. */
export function CommandButton({ command, pending, ...button }: CommandButtonProps) {
  const { sending, send } = useCommand();
  return (
    <BusyButton
      {...button}
      busy={sending || pending}
      onPress={() => void send(typeof command === "function" ? command() : command)}
    />
  );
}
