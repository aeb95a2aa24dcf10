import type { UpdateRefusal, UpdateState } from "../contract/updates.ts";
import { assertNever } from "../model/assert-never.ts";

/** New versions of this app, in the preferences and in Diagnostics. */
export const updateTexts = {
  check: "Check now",
  checking: "Checking…",
  download: "Open the download page",
  out: (version: string) => `Tallylight ${version} is out.`,
  command: "Once it is downloaded:",
  newest: "You have the newest version.",
  notChecked: "Not checked yet.",
  unavailable: "not checked here",
  failed: (why: string) => `It could not be checked: ${why}`,
} as const;

const refusals: Readonly<Record<UpdateRefusal, string>> = {
  "not-reachable": "the server could not be reached.",
  "answered-with-an-error": "the server answered with an error.",
  "not-over-https": "the server was not asked, since nothing would protect the answer on its way.",
  "redirected-elsewhere": "the server pointed to an address that is not the project's.",
  "too-long": "the answer was too long.",
  "signature-unreadable": "the answer was not signed.",
  "signed-by-another-key": "the answer was signed by somebody else.",
  "signature-wrong": "the answer was changed after it was signed.",
  unreadable: "the answer could not be read.",
  "older-than-known": "the answer was older than one that was seen before.",
  "pre-release": "what was offered is a preview.",
  "nothing-for-this-computer": "there is a new version, but no package of it for this computer.",
};

/** One sentence of what is known. */
export function updateText(state: UpdateState): string {
  switch (state.kind) {
    case "not-here":
      return updateTexts.unavailable;
    case "none":
      return state.checkedAt === null ? updateTexts.notChecked : updateTexts.newest;
    case "checking":
      return updateTexts.checking;
    case "available":
      return updateTexts.out(state.release.version);
    case "failed":
      return updateTexts.failed(refusals[state.reason]);
    default:
      return assertNever(state, "state");
  }
}
