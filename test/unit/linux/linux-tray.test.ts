import { beforeEach, describe, expect, test } from "vitest";
import { createLinuxTray } from "../../../app/linux/linux-tray.ts";
import type { TrayItemOptions } from "../../../app/linux/tray-item/tray-item.ts";
import { label } from "../../../app/tray/menu-items.ts";
import type { TraySurface } from "../../../app/tray/tray-view.ts";
import { settle } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

let did: string[] = [];
beforeEach(() => {
  did = [];
});

function surface(name: string): Omit<TraySurface, "showIcon"> {
  return {
    showTooltip: (text) => did.push(`${name} tooltip ${text}`),
    showTitle: () => undefined,
    publishMenu: (menu) => did.push(`${name} menu ${menu.length}`),
  };
}

function desktop({ bus = true, olderThere = false, display = true } = {}) {
  let item: TrayItemOptions | null = null;
  let come: (() => void) | null = null;
  const world = { olderThere };
  const tray = createLinuxTray(
    {
      busAddress: bus ? "unix:path=/bus" : "",
      x11Display: display ? { number: 0, authorityFile: "" } : null,
      processId: 1,
      firstIcon: { timer: "idle", link: "offline" },
      draw: () => [],
      createOlderIcon: () => {
        did.push("older made");
        return {
          ...surface("older"),
          showIcon: () => did.push("older icon"),
          destroy: () => did.push("older gone"),
        };
      },
      act: (action) => did.push(action.kind),
      onState: (state) => did.push(state),
      logger: createMemoryLogger(),
    },
    {
      openItem: (options) => {
        item = options;
        return Promise.resolve({ ...surface("item"), showIcon: () => did.push("item icon") });
      },
      watchOlderPanels: () =>
        Promise.resolve({
          isThere: () => Promise.resolve(world.olderThere),
          onCome: (listener) => void (come = listener),
          close: () => undefined,
        }),
    },
  );
  tray.showTooltip("now");
  tray.publishMenu([label("a", "A")]);
  return {
    tray,
    world,
    panel: async (isThere: boolean) => {
      await settle();
      item?.onPanel(isThere);
      await settle();
    },
    breaks: async () => {
      item?.onBroken();
      await settle();
    },
    clicks: () => item?.clicks,
    olderComes: () => come?.(),
  };
}

describe("the tray of a Linux desktop", () => {
  test("a panel of today's kind has our item, with everything, and no other icon is made", async () => {
    const { panel, tray } = desktop();
    await panel(true);
    expect(did).toEqual(["item icon", "item tooltip now", "item menu 1", "there"]);
    did = [];
    tray.showTooltip("later");
    tray.redraw();
    expect(did).toEqual(["item tooltip later", "item icon"]);
  });

  test("one of the older kind has the shell's icon, until one of today's comes", async () => {
    const { panel } = desktop({ olderThere: true });
    await panel(false);
    expect(did.slice(3)).toEqual(["older made", "older tooltip now", "older menu 1", "there"]);
    did = [];
    await panel(true);
    expect(did).toEqual(["older gone", "there"]);
  });

  test("without any it is said, and the one that comes has the icon", async () => {
    const { panel, olderComes } = desktop();
    await panel(false);
    expect(did.at(-1)).toBe("none");
    did = [];
    olderComes();
    expect(did).toEqual(["older made", "older tooltip now", "older menu 1", "there"]);
    did = [];
    olderComes();
    expect(did.slice(0, 2)).toEqual(["older gone", "older made"]);
  });

  test("a panel that is gone for a while comes back: nothing is said, and no window stands in", async () => {
    const { panel } = desktop();
    await panel(true);
    did = [];
    await panel(false);
    await panel(true);
    expect(did).toEqual(["there"]);
  });

  test.each([
    ["there is no session bus", { bus: false, olderThere: true }, "there"],
    ["there is neither bus nor display", { bus: false, display: false }, "none"],
  ])("%s", async (_name, given, state) => {
    desktop(given);
    await settle();
    expect(did.at(-1)).toBe(state);
  });

  test("a bus that breaks leaves the older kind", async () => {
    const { panel, breaks, tray } = desktop({ olderThere: true });
    await panel(true);
    did = [];
    await breaks();
    expect(did).toEqual(["older made", "older tooltip now", "older menu 1", "there"]);
    did = [];
    tray.showTooltip("later");
    expect(did).toEqual(["older tooltip later"]);
  });

  test("the first button shows or hides the window, the middle one pauses or resumes", async () => {
    const { panel, clicks } = desktop();
    await panel(true);
    did = [];
    clicks()?.activate(0, 0);
    clicks()?.activateSecondary();
    expect(did).toEqual(["raise-or-hide-window", "pause-or-resume"]);
  });
});
