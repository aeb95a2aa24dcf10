import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folders = ["app/broadcast", "app/relay"];
const comparison = /((?:[\w.?]|\(\))+) [=!]==? ((?:[\w."]|\(\))+)/g;
const secretWord = /signature|hmac|genuine|claim\b|claimed|digest/i;

/** Whether there is one at all may be asked; which one it is may not. */
function isOffence([, left = "", right = ""]: readonly string[]): boolean {
  return [left, right].some((operand) => secretWord.test(operand)) && right !== "undefined" && right !== "null";
}

function found(line: string): number {
  return [...line.matchAll(comparison)].filter(isOffence).length;
}

describe("signatures", () => {
  it("are never compared with an equality sign, which would tell by its time how near a guess came", () => {
    const sources = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
    expect(sources.length).toBeGreaterThan(10);
    const offences = sources.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(comparison)].filter(isOffence).map(([text]) => `${file}: ${text}`),
    );
    expect(offences).toEqual([]);
  });

  it("would be found if they were", () => {
    expect(found("if (signature === expected) return true;")).toBe(1);
    expect(found("return header != hmac.digest();")).toBe(1);
    expect(found("if (claim === undefined) return null;")).toBe(0);
  });

  it("are compared by the one function made for it", () => {
    expect(readFileSync("app/broadcast/signature.ts", "utf8")).toContain("timingSafeEqual(genuine, claimed)");
  });
});
