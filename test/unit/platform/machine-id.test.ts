import { describe, expect, test } from "vitest";
import { createMachineId, type MachineIdSources } from "../../../app/platform/machine-id.ts";

const id = "4c4c4544004d3510805ac7c04f4e3132";
const guid = "4C4C4544-004D-3510-805A-C7C04F4E3132";

function sources(platform: NodeJS.Platform, answers: Readonly<Record<string, string>>): MachineIdSources {
  const answer = (asked: string): Promise<string> => {
    const text = answers[asked];
    return text === undefined ? Promise.reject(new Error(`There is no ${asked}`)) : Promise.resolve(text);
  };
  return {
    platform,
    readText: answer,
    run: (program, programArguments) => answer([program, ...programArguments].join(" ")),
    windowsDirectory: String.raw`D:\Windows`,
  };
}

const ioreg = "/usr/sbin/ioreg -rd1 -c IOPlatformExpertDevice";
const reg = String.raw`D:\Windows\System32\reg.exe query HKLM\SOFTWARE\Microsoft\Cryptography /v MachineGuid /reg:64`;

describe("the system's name for the computer", () => {
  test.each<[NodeJS.Platform, Readonly<Record<string, string>>]>([
    ["linux", { "/etc/machine-id": `${id}\n` }],
    ["linux", { "/var/lib/dbus/machine-id": `${id}\n` }],
    ["linux", { "/etc/machine-id": "uninitialized\n", "/var/lib/dbus/machine-id": id }],
    ["freebsd", { "/etc/machine-id": id }],
    ["darwin", { [ioreg]: `  | {\n  |   "IOPlatformSerialNumber" = "C02"\n  |   "IOPlatformUUID" = "${guid}"\n  | }` }],
    ["win32", { [reg]: `\r\nHKEY_LOCAL_MACHINE\r\n    MachineGuid    REG_SZ    ${guid}\r\n` }],
  ])("on %s from %j", async (platform, answers) => {
    expect(await createMachineId(sources(platform, answers))()).toBe(id);
  });

  test.each<[NodeJS.Platform, Readonly<Record<string, string>>]>([
    ["linux", {}],
    ["linux", { "/etc/machine-id": "" }],
    ["linux", { "/etc/machine-id": "0".repeat(32) }],
    ["darwin", { [ioreg]: "nothing" }],
    ["darwin", { [ioreg]: '"IOPlatformUUID" = "00000000-0000-0000-0000-000000000000"' }],
    ["win32", {}],
  ])("on %s there is none in %j", async (platform, answers) => {
    expect(await createMachineId(sources(platform, answers))()).toBeNull();
  });

  test("is asked once, and again only after it was not reported", async () => {
    let answers = 0;
    let readable = false;
    const machineId = createMachineId({
      ...sources("linux", {}),
      readText: () => {
        answers += 1;
        return readable ? Promise.resolve(id) : Promise.reject(new Error("Not now"));
      },
    });
    expect(await machineId()).toBeNull();
    readable = true;
    expect(await machineId()).toBe(id);
    expect(await machineId()).toBe(id);
    expect(answers).toBe(3);
  });
});
