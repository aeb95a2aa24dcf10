import { Popover } from "@base-ui/react/popover";
import type { Link } from "../../app/contract/snapshot.ts";
import { briefLink, linkExplanation, linkText, linkTitle, strings } from "../../app/texts/strings.ts";
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
        <Popover.Positioner className="popup-place" side="top" align="start" sideOffset={8} collisionPadding={8}>
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
  const { meaning, next } = linkExplanation(link);
  return (
    <>
      <Popover.Title className="details-title">
        <LinkMark state={link.state} /> {linkTitle(link)}
      </Popover.Title>
      <Popover.Description className="details-text">
        {meaning} {next}
      </Popover.Description>
      <dl className="details-list">
        <dt>{strings.link.since}</dt>
        <dd>{formatInstant(link.since)}</dd>
        <dt>{strings.link.lastBroadcast}</dt>
        <dd>{link.lastBroadcastAt === null ? strings.link.noneYet : formatInstant(link.lastBroadcastAt)}</dd>
        <dt>{strings.link.lastAnswer}</dt>
        <dd>{link.lastAnswerAt === null ? strings.link.noneYet : formatInstant(link.lastAnswerAt)}</dd>
        <dt>{strings.link.missed}</dt>
        <dd>{link.missedBroadcasts.toLocaleString()}</dd>
      </dl>
      <div className="details-end">
        <CommandButton look="outlined" command={{ kind: "refresh" }} pending={false}>
          {strings.window.checkNow}
        </CommandButton>
        <Popover.Close className="button button-outlined" onClick={() => go({ kind: "diagnostics" })}>
          {strings.link.more}
        </Popover.Close>
      </div>
    </>
  );
}
