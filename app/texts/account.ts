/** Account menu, account section, signing out. */
export const accountTexts = {
  demo: "Demo account",
  leaveDemo: "Leave the demo",
  account: "Account",
  demoShort: "Demo",
  demoExplained: "Made up. Nothing here is real.",
  preferences: "Preferences…",
  signOut: "Sign out…",
  signOutTitle: "Sign out?",
  signOutDetail:
    "This computer forgets your token, and your account stops announcing changes to it. Your timers stay as they are.",
  signOutConfirm: "Sign out",
  demoDetail: "A made-up account on this computer.",
} as const;
