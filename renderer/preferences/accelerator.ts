import type { Capabilities } from "../../app/contract/settings.ts";
import { codeLetter } from "../focus/key-letter.ts";

type Platform = Capabilities["platform"];

const macSymbols: Readonly<Record<string, string>> = {
  CommandOrControl: "⌘",
  Command: "⌘",
  Control: "⌃",
  Alt: "⌥",
  Shift: "⇧",
};

/** An accelerator as it is printed on the platform's keys: `Ctrl Shift T`, `⌘⇧T`. */
export function acceleratorKeys(accelerator: string, platform: Platform): string {
  const keys = accelerator.split("+").map((key) => keyName(key, platform));
  return keys.join(platform === "darwin" ? "" : " ");
}

function keyName(key: string, platform: Platform): string {
  if (platform === "darwin") return macSymbols[key] ?? key;
  if (key === "CommandOrControl" || key === "Control") return "Ctrl";
  if (key === "Super") return platform === "win32" ? "Win" : "Super";
  return key;
}

/** What of a key press matters here. */
export type KeyPress = Pick<KeyboardEvent, "code" | "keyCode" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/**
 * The accelerator that a press makes; null while it is only half of one. Read from the key and not from what it writes,
 * which depends on Shift and Alt. Without Ctrl, Alt or Cmd a shortcut would take a letter away from every app:
 * only function keys stand alone.
 */
export function acceleratorOf(press: KeyPress, platform: Platform): string | null {
  const key = keyOf(press, platform);
  if (key === null) return null;
  const strong = press.ctrlKey || press.metaKey || press.altKey;
  if (!strong && !/^F\d+$/u.test(key)) return null;
  return [...modifiersOf(press, platform), key].join("+");
}

function modifiersOf(press: KeyPress, platform: Platform): readonly string[] {
  const mac = platform === "darwin";
  return [
    ...((mac ? press.metaKey : press.ctrlKey) ? ["CommandOrControl"] : []),
    ...(mac && press.ctrlKey ? ["Control"] : []),
    ...(!mac && press.metaKey ? ["Super"] : []),
    ...(press.altKey ? ["Alt"] : []),
    ...(press.shiftKey ? ["Shift"] : []),
  ];
}

const namedKeys: Readonly<Record<string, string>> = {
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Space: "Space",
  Enter: "Enter",
  Home: "Home",
  End: "End",
  PageUp: "PageUp",
  PageDown: "PageDown",
  Insert: "Insert",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  BracketLeft: "[",
  BracketRight: "]",
  Minus: "-",
  Equal: "=",
  Backquote: "`",
};

/**
 * macOS takes global shortcuts by the key's position, the others take letters by what is printed on the key: Q is
 * elsewhere on a French keyboard.
 */
function keyOf(press: KeyPress, platform: Platform): string | null {
  if (platform === "darwin") return keyOfCode(press.code);
  // Where a letter stands on an American keyboard there may be a sign.
  const sign = press.code.startsWith("Key") ? signs[press.keyCode] : undefined;
  return codeLetter(press) ?? sign ?? keyOfCode(press.code);
}

/** By the numbers that systems give their keys. */
const signs: Readonly<Record<number, string>> = {
  186: ";",
  187: "=",
  188: ",",
  189: "-",
  190: ".",
  191: "/",
  192: "`",
  219: "[",
  220: "\\",
  221: "]",
  222: "'",
};

function keyOfCode(code: string): string | null {
  const plain = /^(?:Key([A-Z])|Digit(\d)|(F(?:[1-9]|1\d|2[0-4])))$/u.exec(code);
  return plain?.[1] ?? plain?.[2] ?? plain?.[3] ?? namedKeys[code] ?? null;
}
