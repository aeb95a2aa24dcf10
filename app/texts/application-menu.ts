/** The application menu of macOS and the window. */
export const menuTexts = {
  file: "File",
  view: "View",
} as const;
