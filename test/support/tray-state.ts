/** What a panel can know of a tray icon, decoded from StatusNotifierItem and com.canonical.dbusmenu. */
import { createHash } from "node:crypto";
import * as v from "valibot";

export interface TrayIconPixels {
  readonly width: number;
  readonly height: number;
  /** Of all pixels: equal icons have equal hashes. */
  readonly hash: string;
  /** Red, green, blue, alpha. */
  pixel(x: number, y: number): readonly [number, number, number, number];
}

export interface TrayMenuNode {
  readonly id: number;
  /** As a person reads it: the protocol's doubled underscores are single here. */
  readonly label: string;
  /** As it was sent. */
  readonly rawLabel: string;
  readonly enabled: boolean;
  readonly type: "standard" | "separator";
  readonly children: readonly TrayMenuNode[];
}

/** Everything that a panel can know of the item at one moment. */
export interface TrayState {
  readonly status: string;
  readonly tooltip: string;
  readonly icon: TrayIconPixels;
  readonly layoutRevision: number;
  readonly menu: readonly TrayMenuNode[];
}

/** What D-Bus wraps together with its type. */
function variant<Value>(value: v.GenericSchema<unknown, Value>): v.GenericSchema<unknown, Value> {
  return v.pipe(
    v.object({ value }),
    v.transform((wrapped): Value => wrapped.value),
  );
}

const pixmapSchema = v.tuple([v.number(), v.number(), v.instance(Uint8Array)]);
const itemPropertiesSchema = v.object({
  Status: variant(v.string()),
  Menu: variant(v.string()),
  IconPixmap: variant(v.array(pixmapSchema)),
  ToolTip: variant(v.tuple([v.string(), v.unknown(), v.string(), v.string()])),
});
const menuPathSchema = v.tuple([variant(v.string())]);
const layoutSchema = v.tuple([v.number(), v.unknown()]);
const nodeSchema = v.tuple([v.number(), v.record(v.string(), v.object({ value: v.unknown() })), v.array(v.unknown())]);

/** Of all properties of the item. */
export function decodeItem(
  properties: unknown,
): Pick<TrayState, "status" | "tooltip" | "icon"> & { readonly menuPath: string } {
  const { Status, Menu, IconPixmap, ToolTip } = v.parse(itemPropertiesSchema, properties);
  return { status: Status, tooltip: ToolTip[2], icon: decodeIcon(IconPixmap), menuPath: Menu };
}

/** Of an answer that holds this property alone. */
export function decodeMenuPath(body: unknown): string {
  return v.parse(menuPathSchema, body)[0];
}

export function decodeLayout(body: unknown): Pick<TrayState, "layoutRevision" | "menu"> {
  const [layoutRevision, root] = v.parse(layoutSchema, body);
  return { layoutRevision, menu: decodeNode(root).children };
}

function decodeIcon(pixmaps: readonly v.InferOutput<typeof pixmapSchema>[]): TrayIconPixels {
  const largest = pixmaps.toSorted((one, other) => other[0] - one[0])[0];
  if (largest === undefined) throw new Error("The tray item has no picture.");
  const [width, height, bytes] = largest;
  return {
    width,
    height,
    hash: createHash("sha256").update(bytes).digest("hex").slice(0, 16),
    pixel(x, y) {
      // Alpha, red, green, blue, in network byte order.
      const [alpha = 0, red = 0, green = 0, blue = 0] = bytes.subarray((y * width + x) * 4);
      return [red, green, blue, alpha];
    },
  };
}

function decodeNode(value: unknown): TrayMenuNode {
  const [id, properties, children] = v.parse(nodeSchema, value);
  const rawLabel = v.parse(v.optional(v.string(), ""), properties["label"]?.value);
  return {
    id,
    rawLabel,
    label: rawLabel.replaceAll("__", "_"),
    enabled: properties["enabled"]?.value !== false,
    type: properties["type"]?.value === "separator" ? "separator" : "standard",
    children: children.map((child) => decodeNode(v.parse(v.object({ value: v.unknown() }), child).value)),
  };
}

/** The menu as indented lines. */
export function describeMenu(items: readonly TrayMenuNode[], indent = "  "): string {
  return items
    .flatMap((item) => {
      const text = item.type === "separator" ? "—" : `${item.label}${item.enabled ? "" : " (disabled)"}`;
      return item.children.length === 0 ? [indent + text] : [indent + text, describeMenu(item.children, `${indent}  `)];
    })
    .join("\n");
}

/** An item by its label and those of the menus above it. */
export function findItem(menu: readonly TrayMenuNode[], labels: readonly string[]): TrayMenuNode | undefined {
  let items = menu;
  let found: TrayMenuNode | undefined;
  for (const label of labels) {
    found = items.find((item) => item.label === label);
    items = found?.children ?? [];
  }
  return found;
}

/** Every label of the top level; separators are left out. */
export function menuLabels(state: Pick<TrayState, "menu">): readonly string[] {
  return state.menu.filter((item) => item.type === "standard").map((item) => item.label);
}

/** All of it, for the message of a failure. */
export function describeState(state: TrayState): string {
  const { width, height, hash } = state.icon;
  return `${state.tooltip}\n[icon ${width}×${height} ${hash}, menu revision ${state.layoutRevision}]\n${describeMenu(state.menu)}`;
}
