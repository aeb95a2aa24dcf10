import { describe, expect, test } from "vitest";
import { acceleratorKeys, acceleratorOf, type KeyPress } from "../../../renderer/preferences/accelerator.ts";

const none: KeyPress = { code: "KeyT", keyCode: 0, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe("acceleratorOf", () => {
  test.each([
    { press: { ctrlKey: true, shiftKey: true }, linux: "CommandOrControl+Shift+T", mac: "Control+Shift+T" },
    { press: { metaKey: true }, linux: "Super+T", mac: "CommandOrControl+T" },
    { press: { altKey: true, code: "Digit5" }, linux: "Alt+5", mac: "Alt+5" },
    { press: { ctrlKey: true, code: "ArrowUp" }, linux: "CommandOrControl+Up", mac: "Control+Up" },
    { press: { ctrlKey: true, code: "Comma" }, linux: "CommandOrControl+,", mac: "Control+," },
    { press: { code: "F24" }, linux: "F24", mac: "F24" },
    { press: { shiftKey: true, code: "F5" }, linux: "Shift+F5", mac: "Shift+F5" },
    { press: {}, linux: null, mac: null },
    { press: { shiftKey: true }, linux: null, mac: null },
    { press: { ctrlKey: true, code: "ControlLeft" }, linux: null, mac: null },
    { press: { ctrlKey: true, code: "Numpad5" }, linux: null, mac: null },
    { press: { code: "F25" }, linux: null, mac: null },
  ])("$press", ({ press, linux, mac }) => {
    expect(acceleratorOf({ ...none, ...press }, "linux")).toBe(linux);
    expect(acceleratorOf({ ...none, ...press }, "darwin")).toBe(mac);
  });
});

describe("acceleratorOf on other keyboards: the letter that is printed on the key", () => {
  test.each([
    { keyboard: "French, A", press: { code: "KeyQ", keyCode: 65 }, printed: "A", view: "Q" },
    { keyboard: "French, M", press: { code: "Semicolon", keyCode: 77 }, printed: "M", view: ";" },
    { keyboard: "French, comma", press: { code: "KeyM", keyCode: 188 }, printed: ",", view: "M" },
    { keyboard: "German, Y", press: { code: "KeyZ", keyCode: 89 }, printed: "Y", view: "Z" },
    { keyboard: "Russian, Q's position", press: { code: "KeyQ", keyCode: 81 }, printed: "Q", view: "Q" },
    { keyboard: "French, 1", press: { code: "Digit1", keyCode: 49 }, printed: "1", view: "1" },
  ])("$keyboard", ({ press, printed, view }) => {
    const pressed = { ...none, ctrlKey: true, altKey: true, ...press };
    expect(acceleratorOf(pressed, "linux")).toBe(`CommandOrControl+Alt+${printed}`);
    expect(acceleratorOf(pressed, "win32")).toBe(`CommandOrControl+Alt+${printed}`);
    expect(acceleratorOf(pressed, "darwin")).toBe(`Control+Alt+${view}`);
  });
});

describe("acceleratorKeys", () => {
  test.each([
    { accelerator: "Control+Alt+J", linux: "Ctrl Alt J", win32: "Ctrl Alt J", darwin: "⌃⌥J" },
    { accelerator: "CommandOrControl+Shift+T", linux: "Ctrl Shift T", win32: "Ctrl Shift T", darwin: "⌘⇧T" },
    { accelerator: "Super+Alt+F5", linux: "Super Alt F5", win32: "Win Alt F5", darwin: "Super⌥F5" },
  ] as const)("$accelerator", ({ accelerator, ...keys }) => {
    expect(acceleratorKeys(accelerator, "linux")).toBe(keys.linux);
    expect(acceleratorKeys(accelerator, "win32")).toBe(keys.win32);
    expect(acceleratorKeys(accelerator, "darwin")).toBe(keys.darwin);
  });
});
