import type { CertificateFault, InvalidField, ProblemDetails } from "../contract/problem-details.ts";
import { certificateTexts } from "./certificates.ts";
import type { ProblemText } from "./problem-text.ts";

/**
 * What a surface offers beside "Dismiss".
 * - `retry`: asks again, which helps only where the answer may be another one.
 * - `edit-description`: of the timer that was refused.
 */
export type ProblemAction = "retry" | "sign-in-again" | "edit-description" | "none";

export interface ProblemDefinition extends ProblemText {
  /** What a failed fetch of the timers says of the link; null: nothing, what is shown stays as fresh as it was. */
  readonly effect: Hindrance | null;
  readonly action: ProblemAction;
  /** The account said no, or was not asked: it is sure that nothing was done. After the others it may have been. */
  readonly nothingDone: boolean;
  /** The remedy while signing in; the same one where this is missing. */
  readonly signInRemedy?: string;
}

interface HindranceText {
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
}

/** Why the account is of no use to the link: the reasons of `offline`. Several problems may have the same one. */
export const hindrances = {
  "api-unreachable": {
    title: "Offline",
    meaning: "Your account can't be reached. Times go on from what was known last.",
    next: "Check your network. Tallylight tries again by itself.",
  },
  "proxy-wants-credentials": {
    title: "Stopped by a proxy",
    meaning: "Your network's proxy asks for a name and a password, which Tallylight can't give.",
    next: "Ask your network's administrator to let it through without, or use another network.",
  },
  "certificate-unknown-issuer": untrusted("unknown-issuer"),
  "certificate-out-of-date": untrusted("out-of-date"),
  "certificate-wrong-name": untrusted("wrong-name"),
  "certificate-not-accepted": untrusted("not-accepted"),
  "account-locked": {
    title: "Account locked",
    meaning: "Your account is locked for maintenance. Times go on from what was known last.",
    next: "Nothing needs to be done. Tallylight goes on when it is open again.",
  },
  "account-refuses": {
    title: "Refused by the account",
    meaning: "Your account does not allow your timers to be read. Times go on from what was known last.",
    next: "Ask an owner of the account, or sign in with another token. Tallylight tries again by itself.",
  },
  "account-fails": {
    title: "Server problem",
    meaning: "Your account's server has a problem. Times go on from what was known last.",
    next: "Nothing needs to be done here. Tallylight tries again by itself.",
  },
  "answer-unreadable": {
    title: "Answer not readable",
    meaning: "What came instead of your timers can't be read. Times go on from what was known last.",
    next:
      "If your network has a sign-in page, sign in there with a browser. If this stays, update Tallylight. " +
      "It tries again by itself.",
  },
  "led-elsewhere": {
    title: "Led elsewhere",
    meaning: "A foreign address was given for your timers. Your token was not sent there.",
    next: "If your network has a sign-in page, sign in there with a browser. Tallylight tries again by itself.",
  },
  "token-rejected": {
    title: "Token not accepted",
    meaning: "Your account does not accept the token any more.",
    next: "Sign in again with a new one.",
  },
} as const satisfies Readonly<Record<string, HindranceText>>;

export type Hindrance = keyof typeof hindrances;

/** Of the reasons of a link. */
export function isHindrance(reason: string): reason is Hindrance {
  return Object.hasOwn(hindrances, reason);
}

/** Also shown beside the field of the tags. */
export const newTagsProblem: ProblemText = {
  title: "Your account does not let you create new tags.",
  remedy: "Use existing ones, or write the word without #.",
};

/** One row for each kind. */
export const problems = {
  /** No connection could be made, or it broke before an answer. */
  offline: {
    effect: "api-unreachable",
    title: "Your account can't be reached.",
    remedy: "Check your network, then try again.",
    action: "retry",
    nothingDone: false,
    signInRemedy: "Check your network, then sign in again.",
  },
  /** 407: the network's proxy asks for a name and a password, which we have none of. */
  "proxy-wants-credentials": {
    effect: "proxy-wants-credentials",
    title: "Your network's proxy asks for a name and a password.",
    remedy:
      "Tallylight can't give any. Ask your network's administrator to let it through without, or use another one.",
    action: "retry",
    nothingDone: true,
  },
  /** The server that answered, the account or a proxy spoken to over TLS, could not prove who it is. Nothing was sent. */
  "certificate-refused": ({ fault }: ProblemDetails["certificate-refused"]): ProblemDefinition => ({
    ...certificateTexts[fault],
    effect: `certificate-${fault}`,
    action: "retry",
    nothingDone: true,
  }),
  /** The server did not answer in time. */
  timeout: {
    effect: "api-unreachable",
    title: "Your account did not answer in time.",
    remedy: "Try again once it answers.",
    action: "retry",
    nothingDone: false,
    signInRemedy: "Check your network, then sign in again.",
  },
  /** 401: the token is wrong, expired or revoked. */
  "token-rejected": {
    effect: "token-rejected",
    title: "The token was not accepted.",
    remedy: "It may be mistyped, expired or revoked. Paste a new one.",
    action: "sign-in-again",
    nothingDone: true,
  },
  /** The same of a token that the account took before. */
  "token-ended": {
    effect: "token-rejected",
    title: "Your account no longer accepts the token.",
    remedy: "It has expired or was revoked. Sign in with a new one; your timers are safe in the account.",
    action: "sign-in-again",
    nothingDone: true,
  },
  /** A verb for an account that is not, or no longer, signed in here. */
  "signed-out": {
    effect: null,
    title: "You are not signed in.",
    remedy: "Nothing was changed. Sign in, then do it again.",
    action: "none",
    nothingDone: true,
  },
  /** 403: no permission, or the account lacks the feature. */
  forbidden: {
    effect: "account-refuses",
    ...notAllowed("Your account does not allow this."),
    action: "none",
    nothingDone: true,
  },
  /** 404 */
  "not-found": {
    effect: "account-fails",
    title: "That timer no longer exists.",
    remedy: "It was logged or discarded elsewhere. The list is up to date again.",
    action: "none",
    nothingDone: true,
  },
  /** The entry was deleted elsewhere. */
  "entry-gone": {
    effect: null,
    title: "That entry no longer exists.",
    remedy: "It was deleted elsewhere. Nothing was done here.",
    action: "none",
    nothingDone: true,
  },
  /** The entry is not as it was seen: nothing was done. */
  "entry-changed": {
    effect: null,
    title: "The entry was changed elsewhere.",
    remedy: "Nothing was done. Have another look at it, then decide again.",
    action: "none",
    nothingDone: true,
  },
  /** Which entry a log made can't be told for sure. */
  "entry-unclear": {
    effect: null,
    title: "Which entry was made can't be told for sure.",
    remedy: "Nothing was taken back. Change or delete it in the day.",
    action: "none",
    nothingDone: false,
  },
  /** Its project has another timer by now. */
  "timer-in-the-way": {
    effect: null,
    title: "The project has a new timer by now.",
    remedy: "Nothing was taken back. Log or discard that one, then change the entry in the day.",
    action: "none",
    nothingDone: true,
  },
  /** 400 with "Validation Failed" */
  invalid: ({ fields }: ProblemDetails["invalid"]): ProblemDefinition => ({
    effect: "account-fails",
    ...invalidValues(fields),
    nothingDone: true,
  }),
  /** 400 in one of its other forms: our request was malformed, which is a fault of ours. */
  "bad-request": { ...serverProblem(400), nothingDone: true },
  /** 429 for longer than we are willing to wait. To be asked to wait is an answer. */
  "rate-limited": {
    effect: null,
    title: "The account asks for a pause between requests.",
    remedy: "Wait a moment and try again.",
    action: "retry",
    nothingDone: true,
  },
  /** 503: the account is locked for migration. */
  "account-locked": {
    effect: "account-locked",
    title: "Your account is locked for maintenance.",
    remedy: "Try again when it is open again.",
    action: "retry",
    nothingDone: true,
    signInRemedy: "Sign in when it is open again.",
  },
  /** Any other status that is not a success. */
  "server-failed": ({ status }: ProblemDetails["server-failed"]) => serverProblem(status),
  /** A success that this version cannot read. */
  "unreadable-answer": {
    effect: "answer-unreadable",
    title: "The server's answer could not be read.",
    remedy: "Try again; if it stays, update Tallylight.",
    action: "retry",
    nothingDone: false,
  },
  /** A redirect to another origin, too many of them, or one that cannot be followed. */
  "redirected-elsewhere": ledElsewhere(),
  /** A URL from a resource or a broadcast that is not within the API. */
  "foreign-url": { ...ledElsewhere(), nothingDone: true },
  /** Given up because the caller no longer wants it (sign-out, quit). */
  cancelled: {
    effect: null,
    title: "Your account did not answer in time.",
    remedy: "Try again once it answers.",
    action: "retry",
    nothingDone: false,
  },
  /** This computer offers no safe storage. */
  "secrets-not-kept": {
    effect: null,
    title: "Your token is not stored on this computer.",
    remedy: "It offers no safe place for it, so you will be asked again after a restart.",
    action: "none",
    nothingDone: true,
  },
  /** A fault of this app, or of the computer: the log says which. */
  unexpected: {
    effect: null,
    title: "Something unexpected went wrong.",
    remedy: "Try again. If it stays, the log says what it is.",
    action: "none",
    nothingDone: false,
  },
} as const satisfies Readonly<Record<string, ProblemDefinition | ((details: never) => ProblemDefinition)>>;

export type ProblemKind = keyof typeof problems;

function untrusted(fault: CertificateFault): HindranceText {
  const { title, remedy } = certificateTexts[fault];
  return { title: "Connection not trusted", meaning: title, next: remedy };
}

function ledElsewhere(): ProblemDefinition {
  return {
    effect: "led-elsewhere",
    title: "The server pointed to a foreign address.",
    remedy: "Your token was not sent there. A sign-in page of your network may be in the way.",
    action: "retry",
    nothingDone: false,
  };
}

function serverProblem(status: number): ProblemDefinition {
  return {
    effect: "account-fails",
    title: `The server had a problem (${status}).`,
    remedy: "Try again in a moment.",
    action: "retry",
    nothingDone: false,
  };
}

type RefusedValues = ProblemText & Partial<Pick<ProblemDefinition, "action">>;

/** By the API's own code of a field; the first that is there counts. */
const refusedValues = new Map<string, RefusedValues>([
  ["cannot_create_tags", { ...newTagsProblem, action: "edit-description" }],
  [
    "approved_and_locked",
    { title: "This entry is approved and locked.", remedy: "Who approved it can open it again in Noko." },
  ],
  ["invoiced", { title: "This entry is on an invoice.", remedy: "It stays as it is unless it is taken off there." }],
  [
    "archived_project",
    { title: "The project is archived.", remedy: "Its entries stay as they are until it is active again." },
  ],
  [
    "reached_project_limit",
    { title: "The account has as many projects as its plan allows.", remedy: "Use one that is there." },
  ],
  [
    "cannot_create_projects",
    { title: "Your account does not let you create projects.", remedy: "Use one that is there." },
  ],
  ["insufficent_permissions", notAllowed("You may not do this on that project.")],
]);

function invalidValues(fields: readonly InvalidField[]): ProblemText & Pick<ProblemDefinition, "action"> {
  const codes = new Set(fields.map(({ code }) => code));
  const [, known] = [...refusedValues].find(([code]) => codes.has(code)) ?? [];
  return {
    action: "none",
    ...(known ?? { title: "The server refused these values.", remedy: "Change them and try again." }),
  };
}

function notAllowed(title: string): ProblemText {
  return { title, remedy: "Ask its owner, or use another project." };
}
