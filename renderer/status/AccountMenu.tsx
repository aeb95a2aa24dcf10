import { Menu } from "@base-ui/react/menu";
import { useState } from "react";
import { accountTexts } from "../../app/texts/account.ts";
import { dayTexts } from "../../app/texts/day.ts";
import { reviewTexts } from "../../app/texts/review.ts";
import { statusTexts } from "../../app/texts/status.ts";
import type { Account } from "../../app/model/account.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { MenuEntry, MenuLine, MoreDots, PopupMenu } from "../ui/PopupMenu.tsx";
import { SignOutDialog } from "../questions/SignOutDialog.tsx";

export type SignedInAccount = Extract<Account, { kind: "signed-in" }>;

/** Whose account this is, and what concerns the app as a whole. */
export function AccountMenu({ account }: { readonly account: SignedInAccount }) {
  const { bridge, go } = useWindowPorts();
  const { send } = useCommand();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <PopupMenu
        label={account.demo ? accountTexts.demo : accountTexts.account}
        triggerClass={account.demo ? "menu-demo" : "menu-account"}
        trigger={account.demo ? accountTexts.demoShort : <MoreDots />}
      >
        <Menu.Group>
          <Menu.GroupLabel className="menu-who">
            <span className="menu-name" dir="auto" title={account.name}>
              {account.demo ? accountTexts.demo : account.name}
            </span>
            <span className="menu-detail" title={account.demo ? undefined : account.email}>
              {account.demo ? accountTexts.demoExplained : account.email}
            </span>
          </Menu.GroupLabel>
          <MenuEntry onPick={() => go({ kind: "day" })}>{dayTexts.open}</MenuEntry>
          <MenuEntry onPick={() => go({ kind: "review" })}>{reviewTexts.open}</MenuEntry>
          <MenuEntry onPick={() => void send({ kind: "refresh" })}>{statusTexts.checkNow}</MenuEntry>
          <MenuEntry onPick={() => go({ kind: "preferences" })}>{accountTexts.preferences}</MenuEntry>
          <MenuLine />
          {account.demo ? (
            <MenuEntry onPick={() => void bridge.signOut().catch(() => undefined)}>{accountTexts.leaveDemo}</MenuEntry>
          ) : (
            <MenuEntry onPick={() => setAsking(true)}>{accountTexts.signOut}</MenuEntry>
          )}
        </Menu.Group>
      </PopupMenu>
      {asking && <SignOutDialog onClose={() => setAsking(false)} />}
    </>
  );
}
