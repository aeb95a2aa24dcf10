import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commandTable, isCommandName, namesOf, optionsOf, shells } from "../../../app/cli/commands.ts";
import { completions, helpOf, manPage, overview } from "../../../app/cli/help.ts";
import { exitCodeMeanings } from "../../../app/texts/cli.ts";

const commands = namesOf(commandTable);

test("help, man page and completions name every command and its options", () => {
  for (const name of commands) {
    expect(overview()).toContain(`  ${name}`);
    expect(manPage("1")).toContain(String.raw`\fB${name}`);
    for (const shell of shells) expect(completions(shell)).toContain(name);
    for (const option of optionsOf(name)) expect(helpOf(name)).toContain(`--${option}`);
  }
});

test("the shells that are here take the completions", () => {
  expect(spawnSync("bash", ["-n"], { input: completions("bash"), encoding: "utf8" })).toMatchObject({
    status: 0,
    stderr: "",
  });
  const complete = `${completions("bash")}
COMP_WORDS=(tallylight watch --w) COMP_CWORD=2
_tallylight
echo "\${COMPREPLY[@]}"`;
  expect(spawnSync("bash", ["-c", complete], { encoding: "utf8" }).stdout).toBe("--waybar\n");
});

test("the documentation has each exit code", () => {
  const page = readFileSync("docs/cli.md", "utf8");
  const codes = [...page.matchAll(/^\| (\d+) +\|/gmu)].map(([, code]) => code);
  expect(codes).toEqual(Object.keys(exitCodeMeanings));
});

test("files for other programs call commands and options that there are", () => {
  const files = ["waybar.jsonc", "polybar.ini", "i3status-rust.toml", "tmux.conf", "starship.toml"];
  for (const file of files) {
    const calls = [
      ...readFileSync(`integrations/${file}`, "utf8").matchAll(/tallylight ([a-z]+)(?: --([a-z0-9]+))?/gu),
    ];
    expect(calls.length).toBeGreaterThan(0);
    for (const [, command = "", option] of calls) {
      expect([file, isCommandName(command)]).toEqual([file, true]);
      if (isCommandName(command) && option !== undefined) expect(optionsOf(command)).toContain(option);
    }
  }
});
