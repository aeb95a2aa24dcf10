/** Signing in, and the steps after it. */
export const firstRunTexts = {
  worksWith: "Works with Noko time tracking",
  tokenLabel: "Personal access token",
  tokenHint: "In Noko: Integrations → Noko API → Personal access tokens.",
  signIn: "Sign in",
  signingIn: "Signing in…",
  tryDemo: "Try the demo account",
  or: "or",
  tokenMissing: "Paste your token first.",
  tokenForeign: (character: string) => `A token has no “${character}”. Copy it once more, from where Noko shows it.`,
  tryDemoHint: "A made-up account to look around in.",
  openingDemo: "Opening the demo account…",
  done: "Done",
  whereToFind: "Where do I find it?",
  title: "Almost there",
  signedInAs: (name: string) => `Signed in as ${name}`,
  signedIn: "Signed in",
  reachable: "Reachable for broadcasts",
  through: (relay: string, time: string) => `through ${relayLabel(relay)}, proved ${time}`,
  proved: (time: string) => `proved ${time}`,
  trying: "Making this computer reachable…",
  tryingDetail: "This takes a few seconds. Tallylight is useful meanwhile.",
  unreachable: "Not reachable: Tallylight checks by itself",
  accountFirst: "Your account comes first",
  tryIt: "Try it: start a timer on another device",
  tryItLive: "It will appear here by itself.",
  tryItPolling: (seconds: number) => `It will appear here within ${seconds} s.`,
  appeared: (project: string) => `${project} appeared by itself`,
  somethingAppeared: "A change arrived by itself",
  appearedDetail: "That was your other device. You are set up.",
  skip: "Skip",
  stepDone: "Done:",
  stepWaiting: "Under way:",
  stepOpen: "To do:",
  stepAttention: "Needs attention:",
} as const;

/** Relays that are no service have names for logs alone. */
function relayLabel(relay: string): string {
  switch (relay) {
    case "fixed-url":
      return "your own address";
    case "loopback":
      return "this computer";
    default:
      return relay;
  }
}
