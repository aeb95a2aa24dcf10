/** Spellings that Electron takes for the same key. */
const synonyms: Readonly<Record<string, string>> = {
  cmd: "command",
  ctrl: "control",
  cmdorctrl: "commandorcontrol",
  option: "alt",
  meta: "super",
  return: "enter",
  esc: "escape",
  "=": "plus",
};

/** One spelling for each combination of keys, so that two that are the same compare equal. */
export function canonicalAccelerator(accelerator: string, platform: NodeJS.Platform): string {
  // A trailing "+" is the plus key itself.
  const text = accelerator.trim().toLowerCase().replace(/\+$/, "+plus").replaceAll("++", "+");
  const keys = text.split("+").map((part) => {
    const key = synonyms[part.trim()] ?? part.trim();
    if (key === "commandorcontrol") return platform === "darwin" ? "command" : "control";
    // The Windows key has two names where there is no Command key.
    return key === "command" && platform !== "darwin" ? "super" : key;
  });
  return [...new Set(keys)].toSorted().join("+");
}

/** Whether two of these, where there are any, are the same keys. */
export function hasDoubles(accelerators: readonly (string | null)[], platform: NodeJS.Platform): boolean {
  const chosen = accelerators.flatMap((each) => (each === null ? [] : [canonicalAccelerator(each, platform)]));
  return new Set(chosen).size < chosen.length;
}
