/**
 * A tray icon over D-Bus, as today's panels ask for it.
 * https://specifications.freedesktop.org/status-notifier-item-spec/
 */
import { productName } from "../../texts/product-name.ts";
import type { Bitmap } from "../../tray/icon-raster.ts";
import { ServedInterface } from "../served-interface.ts";

export const itemPath = "/StatusNotifierItem";
export const menuPath = "/com/canonical/dbusmenu";
export const itemInterface = "org.kde.StatusNotifierItem";

/** Width, height, and alpha, red, green, blue of each pixel. */
type Pixmap = [width: number, height: number, bytes: Buffer];

export interface ItemClicks {
  /** The position of the click on the screen; 0, 0 where the panel does not say. */
  readonly activate: (x: number, y: number) => void;
  /** The middle button. */
  readonly activateSecondary: () => void;
}

export class ItemInterface extends ServedInterface {
  readonly Category = "ApplicationStatus";
  readonly Id = "tallylight";
  readonly Title = productName;
  readonly Status = "Active";
  readonly WindowId = 0;
  readonly IconName = "";
  readonly IconThemePath = "";
  readonly OverlayIconName = "";
  readonly AttentionIconName = "";
  readonly ItemIsMenu = false;
  readonly Menu = menuPath;
  IconPixmap: readonly Pixmap[] = [];
  ToolTip: [icon: string, pixmaps: readonly Pixmap[], title: string, description: string] = ["", [], productName, ""];
  IconAccessibleDesc: string = productName;
  XAyatanaLabel = "";
  XAyatanaLabelGuide = "";
  readonly #clicks: ItemClicks;

  constructor(clicks: ItemClicks) {
    super(itemInterface);
    this.#clicks = clicks;
  }

  showIcon(bitmaps: readonly Bitmap[]): void {
    this.IconPixmap = bitmaps.map(toPixmap);
    this.NewIcon();
  }

  /** Panels without tooltips read the first line to a screen reader. */
  showTooltip(text: string): void {
    this.ToolTip = ["", [], text, ""];
    this.IconAccessibleDesc = text.split("\n")[0] ?? "";
    this.NewToolTip();
  }

  /** Beside the icon, on panels that show text there. */
  showLabel(text: string): void {
    this.XAyatanaLabel = text;
    this.XAyatanaLabelGuide = text;
    this.XAyatanaNewLabel();
  }

  Activate(x: number, y: number): void {
    this.#clicks.activate(x, y);
  }

  SecondaryActivate(_x: number, _y: number): void {
    this.#clicks.activateSecondary();
  }

  XAyatanaSecondaryActivate(_timestamp: number): void {
    this.#clicks.activateSecondary();
  }

  /** Panels that draw the menu themselves never ask for this. */
  ContextMenu(x: number, y: number): void {
    this.#clicks.activate(x, y);
  }

  Scroll(_delta: number, _orientation: string): void {
    // Nothing here is a scale.
  }

  NewIcon(): undefined {
    return undefined;
  }

  NewToolTip(): undefined {
    return undefined;
  }

  XAyatanaNewLabel(): [label: string, guide: string] {
    return [this.XAyatanaLabel, this.XAyatanaLabelGuide];
  }
}

ItemInterface.configureMembers({
  properties: {
    Category: { signature: "s", access: "read" },
    Id: { signature: "s", access: "read" },
    Title: { signature: "s", access: "read" },
    Status: { signature: "s", access: "read" },
    WindowId: { signature: "i", access: "read" },
    IconName: { signature: "s", access: "read" },
    IconThemePath: { signature: "s", access: "read" },
    OverlayIconName: { signature: "s", access: "read" },
    AttentionIconName: { signature: "s", access: "read" },
    ItemIsMenu: { signature: "b", access: "read" },
    Menu: { signature: "o", access: "read" },
    IconPixmap: { signature: "a(iiay)", access: "read" },
    ToolTip: { signature: "(sa(iiay)ss)", access: "read" },
    IconAccessibleDesc: { signature: "s", access: "read" },
    XAyatanaLabel: { signature: "s", access: "read" },
    XAyatanaLabelGuide: { signature: "s", access: "read" },
  },
  methods: {
    Activate: { inSignature: "ii", outSignature: "" },
    SecondaryActivate: { inSignature: "ii", outSignature: "" },
    XAyatanaSecondaryActivate: { inSignature: "u", outSignature: "" },
    ContextMenu: { inSignature: "ii", outSignature: "" },
    Scroll: { inSignature: "is", outSignature: "" },
  },
  signals: {
    NewIcon: { signature: "" },
    NewToolTip: { signature: "" },
    XAyatanaNewLabel: { signature: "ss" },
  },
});

function toPixmap({ size, rgba }: Bitmap): Pixmap {
  const bytes = Buffer.alloc(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    bytes.set([alpha, red, green, blue], at);
  }
  return [size, size, bytes];
}
