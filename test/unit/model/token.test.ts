import { describe, expect, test } from "vitest";
import { readToken } from "../../../app/model/token.ts";

const token = "abc123-DEF_456";

describe("readToken", () => {
  test.each([
    ["as it is", token],
    ["spaces and line ends around it", `  ${token}\r\n`],
    ["a zero-width space", `abc\u200b123-DEF_456`],
    ["a word joiner", `\u2060${token}`],
    ["a left-to-right mark", `${token}\u200e`],
    ["a soft hyphen", `abc123\u00ad-DEF_456`],
    ["a byte order mark", `\ufeff${token}`],
    ["a no-break space inside", `abc123\u00a0-DEF_456`],
    ["a space and a line end inside", "abc123 -DEF\n_456"],
    ["quotes", `"${token}"`],
    ["curly quotes", `“${token}”`],
    ["single quotes and a comma", `'${token}',`],
    ["backticks", `\`${token}\``],
    ["guillemets", `«${token}»`],
    ["the header that it goes into", `X-NokoToken: ${token}`],
    ["a bearer", `Authorization: ${token}`],
    ["full-width letters", "ａｂｃ123-DEF_456"],
  ])("reads it with %s", (_name, pasted) => {
    expect(readToken(pasted)).toEqual({ kind: "token", token });
  });

  test.each(["", "   ", "\u200b\u2060", '""', "``"])("%j holds none", (pasted) => {
    expect(readToken(pasted)).toEqual({ kind: "empty" });
  });

  test.each([
    ["tökén", "ö"],
    ["abc🚀", "🚀"],
    ["abc\u0301", "ć"],
  ])("%s is refused for its %s", (pasted, character) => {
    expect(readToken(pasted)).toEqual({ kind: "foreign-character", character });
  });
});
