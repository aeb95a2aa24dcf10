import { expect, test } from "vitest";
import { parseAptPolicy, parseMissingLibraries } from "../../../../scripts/electron/packages.ts";

test("parseAptPolicy tells what can be installed from what is only known by name", () => {
  const output = [
    "libgtk-3-0:",
    "  Installed: (none)",
    "  Candidate: 3.24.38-2",
    "  Version table:",
    "     3.24.38-2 500",
    "        500 mirror bookworm/main amd64 Packages",
    "libasound2:",
    "  Installed: (none)",
    "  Candidate: (none)",
    "  Version table:",
    "libnss3:amd64:",
    "  Installed: 2:3.87",
    "  Candidate: 2:3.87",
    "N: Unable to locate package nothing",
    "",
  ].join("\n");
  expect([...parseAptPolicy(output)]).toEqual(["libgtk-3-0", "libnss3"]);
});

test.each([
  { output: "\tlibc.so.6 => /lib/libc.so.6 (0x1)\n", missing: [] },
  { output: "\tlibgtk-3.so.0 => not found\n\tlibnss3.so => not found\n", missing: ["libgtk-3.so.0", "libnss3.so"] },
  { output: "\tlibgtk-3.so.0 => not found\n\tlibgtk-3.so.0 => not found\n", missing: ["libgtk-3.so.0"] },
  { output: "\tnot a dynamic executable\n", missing: [] },
  { output: "", missing: [] },
])("parseMissingLibraries finds $missing", ({ output, missing }) => {
  expect(parseMissingLibraries(output)).toEqual(missing);
});
