import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createPopupWindow, type PopupWindow } from "../../../main/window/popup-window.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

/** Electron's window as far as it is used; like the real one, it tells of each `hide`, also when it is hidden. */
class FakeWindow extends EventEmitter {
  /** What the desktop's window manager does when it is asked to minimize. */
  static minimizes = true;
  static readonly all: FakeWindow[] = [];
  readonly webContents = Object.assign(new EventEmitter(), {
    getURL: () => "tallylight://app/index.html",
    isLoadingMainFrame: () => this.loading,
    isDestroyed: () => this.isGone,
    send: () => undefined,
  });
  isGone = false;
  loading = false;
  minimized = false;
  readonly #minimizes = FakeWindow.minimizes;
  #visible = false;

  constructor() {
    super();
    FakeWindow.all.push(this);
  }

  loadURL(): Promise<void> {
    this.emit("ready-to-show");
    return Promise.resolve();
  }
  show(): void {
    this.#visible = true;
    this.emit("show");
  }
  hide(): void {
    this.#visible = false;
    this.emit("hide");
  }
  minimize(): void {
    this.minimized = this.#minimizes;
    if (this.minimized) this.emit("minimize");
  }
  restore(): void {
    this.minimized = false;
  }
  focus(): void {}
  isFocused = (): boolean => this.#visible;
  isVisible = (): boolean => this.#visible && !this.isGone;
  isMinimized = (): boolean => this.minimized;
  destroy(): void {
    this.isGone = true;
    this.emit("closed");
  }
}

vi.mock("electron", () => ({
  get BrowserWindow() {
    return FakeWindow;
  },
  nativeTheme: { shouldUseDarkColors: false },
}));

let window: PopupWindow;
let remembered = 0;
let hiddenIsLost = false;
let quitting = false;

beforeEach(() => {
  vi.useFakeTimers();
  FakeWindow.all.length = 0;
  FakeWindow.minimizes = true;
  remembered = 0;
  hiddenIsLost = false;
  quitting = false;
  window = createPopupWindow({
    prepare: () => undefined,
    page: "tallylight://app/index.html",
    locale: "de-AT",
    preload: "preload.cjs",
    positions: { apply: () => undefined, remember: () => (remembered += 1) },
    hiddenIsLost: () => hiddenIsLost,
    lifecycle: { isQuitting: () => quitting },
    logger: createMemoryLogger(),
  });
});
afterEach(() => vi.useRealTimers());

function newest(): FakeWindow {
  const last = FakeWindow.all.at(-1);
  if (last === undefined) throw new Error("There is no window.");
  return last;
}

function close(): void {
  newest().emit("close", { preventDefault: () => undefined });
}

function gone(reason: string): void {
  newest().webContents.emit("render-process-gone", {}, { reason });
  vi.advanceTimersByTime(0);
}

test("closing hides the window; while the app ends it is let go, as an installer waits for that", () => {
  window.show();
  const prevented: string[] = [];
  const event = (name: string) => ({ preventDefault: () => prevented.push(name) });
  newest().emit("close", event("running"));
  quitting = true;
  newest().emit("close", event("quitting"));
  expect(prevented).toEqual(["running"]);
});

test("every change of visibility is announced", () => {
  const heard: boolean[] = [];
  window.onVisibilityChange((visible) => heard.push(visible));
  window.show();
  window.hide();
  expect(heard).toEqual([true, false]);
});

test.each([
  { what: "it is there", happens: () => newest().webContents.emit("did-navigate") },
  { what: "it will not come", happens: () => newest().webContents.emit("did-fail-load") },
  { what: "patience is over", happens: () => vi.advanceTimersByTime(1) },
])("what waits for the page goes on when $what", async ({ happens }) => {
  window.show();
  newest().loading = true;
  let arrived = false;
  const waiting = window.pageArrives(1_000).then(() => (arrived = true));
  await vi.advanceTimersByTimeAsync(999);
  expect(arrived).toBe(false);
  happens();
  await waiting;
});

test("nothing waits for a page that is there, or that was not asked for", async () => {
  await window.pageArrives(1_000);
  window.show();
  await window.pageArrives(1_000);
});

test("put away twice in a row and taken back, it stays", () => {
  window.show();
  window.hide();
  window.hide();
  window.show();
  vi.advanceTimersByTime(120_000);
  expect([newest().isGone, window.isVisible()]).toEqual([false, true]);
  expect(remembered).toBe(1);
});

test("reported hidden twice by the system, and shown again, it stays", () => {
  window.show();
  newest().hide();
  newest().hide();
  window.show();
  vi.advanceTimersByTime(120_000);
  expect(newest().isGone).toBe(false);
});

test("put away, it is given up after a while, and made anew when it is wanted", () => {
  window.show();
  window.hide();
  vi.advanceTimersByTime(29_000);
  expect(newest().isGone).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(newest().isGone).toBe(true);
  window.show();
  expect([FakeWindow.all.length, window.isVisible()]).toEqual([2, true]);
});

test("what the page holds is kept however long it is hidden, and no longer than that", () => {
  window.show();
  window.keep(true);
  window.hide();
  vi.advanceTimersByTime(3_600_000);
  expect(newest().isGone).toBe(false);
  window.keep(false);
  vi.advanceTimersByTime(29_000);
  expect(newest().isGone).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(newest().isGone).toBe(true);

  window.show();
  window.hide();
  vi.advanceTimersByTime(31_000);
  expect(newest().isGone).toBe(true);
});

test("minimized, it is not in sight: the icon brings it back with one press", () => {
  window.show();
  newest().minimized = true;
  expect(window.isVisible()).toBe(false);
  window.toggle();
  expect([newest().minimized, window.isVisible()]).toEqual([false, true]);
});

describe("a click on the icon", () => {
  test("hides the window that is in use", () => {
    window.show();
    window.raiseOrHide();
    expect(window.isVisible()).toBe(false);
    window.raiseOrHide();
    expect(window.isVisible()).toBe(true);
  });

  test.each([
    ["brings one that others cover to the front", 60_000, true],
    ["hides the one that was in use until the click took the focus away", 50, false],
  ])("%s", (_name, since, visible) => {
    window.show();
    newest().isFocused = () => false;
    newest().emit("blur");
    vi.advanceTimersByTime(since);
    window.raiseOrHide();
    expect(window.isVisible()).toBe(visible);
  });
});

test("a page that crashed while it was visible is there again; one that goes on crashing is not", () => {
  window.show();
  gone("crashed");
  expect([FakeWindow.all.length, window.isVisible()]).toEqual([2, true]);
  gone("crashed");
  expect([FakeWindow.all.length, window.isVisible()]).toEqual([2, false]);
  window.show();
  expect(window.isVisible()).toBe(true);
});

test.each([
  ["crashed", "hidden"],
  ["killed", "shown"],
])("a page that was %s while %s comes back when it is wanted", (reason, state) => {
  window.show();
  if (state === "hidden") window.hide();
  gone(reason);
  expect([FakeWindow.all.length, window.isVisible()]).toEqual([1, false]);
  window.show();
  expect(window.isVisible()).toBe(true);
});

describe("where no icon brings a hidden window back", () => {
  test("closing minimizes it, and it stays where it is found", () => {
    hiddenIsLost = true;
    window.show();
    close();
    vi.advanceTimersByTime(120_000);
    expect([newest().minimized, newest().isVisible(), newest().isGone]).toEqual([true, true, false]);
    expect([window.isVisible(), window.isAway()]).toEqual([false, false]);
  });

  test("one that the desktop can't minimize can be closed all the same", () => {
    FakeWindow.minimizes = false;
    hiddenIsLost = true;
    window.show();
    close();
    expect(window.isVisible()).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect([newest().isVisible(), window.isAway()]).toEqual([false, true]);
  });

  test("minimized, a page that crashed is there again, for nothing else would bring it back", () => {
    hiddenIsLost = true;
    window.show();
    close();
    gone("crashed");
    expect([FakeWindow.all.length, window.isAway()]).toEqual([2, false]);
  });

  test("asked for again at once, it stays", () => {
    FakeWindow.minimizes = false;
    hiddenIsLost = true;
    window.show();
    window.hide();
    window.show();
    vi.advanceTimersByTime(120_000);
    expect(window.isVisible()).toBe(true);
  });

  test("as soon as there is one, closing hides it as ever; and at the end it is out of sight in both cases", () => {
    hiddenIsLost = true;
    window.show();
    hiddenIsLost = false;
    quitting = false;
    close();
    expect([newest().isVisible(), window.isAway()]).toEqual([false, true]);

    hiddenIsLost = true;
    window.show();
    window.withdraw();
    expect([newest().isVisible(), remembered]).toEqual([false, 2]);
  });
});

test("a page that crashes before it was ever seen is tried once more, since it was asked for", () => {
  const load = vi.spyOn(FakeWindow.prototype, "loadURL").mockReturnValueOnce(Promise.resolve());
  window.show();
  expect(window.isVisible()).toBe(false);
  gone("oom");
  expect([FakeWindow.all.length, window.isVisible()]).toEqual([2, true]);
  load.mockRestore();
});
