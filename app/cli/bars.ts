/** Lines as status bars read them. Names and descriptions are data: no markup of a bar's own gets through. */
import { assertNever } from "../model/assert-never.ts";
import { cliTexts } from "../texts/cli.ts";
import { createFormat, goalPercentage, type MaybeStatus, shownState, type ShownState, statusText } from "./format.ts";

export type BarName = "waybar" | "polybar" | "i3";

const line = createFormat("{project} {clock}");

export function barLine(bar: BarName, status: MaybeStatus, now: number): string {
  const state = shownState(status);
  const text = line(status, now);
  switch (bar) {
    case "waybar":
      return JSON.stringify({
        text: pango(text),
        tooltip: pango(status === null ? cliTexts.notRunning : statusText(status, now, (each) => each)),
        class: state,
        alt: state,
        percentage: status === null ? 0 : (goalPercentage(status, now) ?? 0),
      });
    case "polybar":
      return polybar(text, state);
    case "i3":
      return JSON.stringify({ text, short_text: createFormat("{clock}")(status, now), state: i3States[state] });
    default:
      return assertNever(bar, "bar");
  }
}

const i3States: Readonly<Record<ShownState, string>> = {
  running: "Good",
  paused: "Info",
  idle: "Idle",
  stale: "Warning",
};

const polybarColours: Readonly<Record<ShownState, string | null>> = {
  running: null,
  paused: "#999999",
  idle: null,
  stale: "#cc8800",
};

/** Its tags begin with `%{`. */
function polybar(text: string, state: ShownState): string {
  const plain = text.replaceAll("%{", "% {");
  const colour = polybarColours[state];
  return colour === null || plain === "" ? plain : `%{F${colour}}${plain}%{F-}`;
}

function pango(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
