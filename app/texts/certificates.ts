import type { CertificateFault } from "../contract/problem-details.ts";
import type { ProblemText } from "./problem-text.ts";

/** Of the account's server or a proxy's: which of them can't be said. Whatever was to be sent was not. */
export const certificateTexts: Readonly<Record<CertificateFault, ProblemText>> = {
  "unknown-issuer": {
    title: "The network showed a certificate from an authority that this computer doesn't know.",
    remedy:
      "Nothing was sent. Ask your network's administrator to install its authority on this computer, then start " +
      "Tallylight again. Or use another network.",
  },
  "out-of-date": {
    title: "The network showed a certificate that is out of date.",
    remedy: "Nothing was sent. Check this computer's date and time, or use another network.",
  },
  "wrong-name": {
    title: "The network showed a certificate of another name.",
    remedy: "Nothing was sent. If your network has a sign-in page, sign in there with a browser and try again.",
  },
  "not-accepted": {
    title: "The network showed a certificate that can't be accepted.",
    remedy: "Nothing was sent. Ask your network's administrator, or use another one.",
  },
};
