import { readerLocale } from "../bridge/bridge.ts";
import { Popover } from "@base-ui/react/popover";
import type { Link } from "../../app/contract/snapshot.ts";
import { briefLink, linkText, linkTitle } from "../../app/texts/link.ts";
import { linkExplanation } from "../../app/texts/link-explanation.ts";
import { statusTexts } from "../../app/texts/status.ts";
import { formatInstant, formatInstantBriefly } from "../ui/time-of-day.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { CommandButton } from "../ui/CommandButton.tsx";
import { LinkMark } from "./LinkMark.tsx";

/** How fresh all of this is in a few words; pressed, the evidence, what it means, and the next action. */
export function LinkDetails({ link }: { readonly link: Link }) {
  const { state, detail } = briefLink(link, formatInstantBriefly);
  return (
    <Popover.Root>
      <Popover.Trigger className="status-button status-link" title={linkText(link, formatInstant)}>
        <LinkMark state={link.state} />
        <span className="status-text">
          <span className="status-state">{state}</span>
          {detail !== null && <span> {detail}</span>}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="popup-position" side="top" align="start" sideOffset={8} collisionPadding={8}>
          <Popover.Popup className="popup details" data-overlay="">
            <Details link={link} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Details({ link }: { readonly link: Link }) {
  const { go } = useWindowPorts();
  const { meaning, next } = linkExplanation(link, formatInstant);
  return (
    <>
      <Popover.Title className="details-title">
        <LinkMark state={link.state} /> {linkTitle(link)}
      </Popover.Title>
      <Popover.Description className="details-text">
        {meaning} {next}
      </Popover.Description>
      <dl className="details-list">
        <dt>{statusTexts.since}</dt>
        <dd>{formatInstant(link.since)}</dd>
        <dt>{statusTexts.lastBroadcast}</dt>
        <dd>{link.lastBroadcastAt === null ? statusTexts.noneYet : formatInstant(link.lastBroadcastAt)}</dd>
        {link.provedAt !== null && (
          <>
            <dt>{statusTexts.proved}</dt>
            <dd>{formatInstant(link.provedAt)}</dd>
          </>
        )}
        <dt>{statusTexts.lastAnswer}</dt>
        <dd>{link.lastAnswerAt === null ? statusTexts.noneYet : formatInstant(link.lastAnswerAt)}</dd>
        <dt>{statusTexts.missed}</dt>
        <dd>{link.missedBroadcasts.toLocaleString(readerLocale())}</dd>
      </dl>
      <div className="details-end">
        <CommandButton variant="outlined" command={{ kind: "refresh" }} pending={false}>
          {statusTexts.checkNow}
        </CommandButton>
        <Popover.Close className="button button-outlined" onClick={() => go({ kind: "diagnostics" })}>
          {statusTexts.more}
        </Popover.Close>
      </div>
    </>
  );
}
