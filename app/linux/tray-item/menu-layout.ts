/** The tray's menu as a panel holds it: numbered items, told apart by name, so that an open menu stays open. Pure. */
import type { ExpectedInMenu, TrayAction, TrayMenuItem } from "../../tray/tray-model.ts";

export interface MenuNode {
  readonly id: number;
  readonly kind: TrayMenuItem["kind"];
  /** Empty for a separator. */
  readonly label: string;
  readonly enabled: boolean;
  readonly children: readonly MenuNode[];
  /** What a click does; null where it does nothing. */
  readonly action: TrayAction | null;
}

export type MenuChange =
  | { readonly kind: "none" }
  /** The same items in the same order; these are written or enabled otherwise. */
  | { readonly kind: "items"; readonly changed: readonly MenuNode[] }
  | { readonly kind: "layout" };

export interface MenuLayout {
  /** Rises with each change of items or of their order. */
  revision(): number;
  /** The item of that number; 0 is the whole menu. Undefined for one that is gone. */
  node(id: number): MenuNode | undefined;
  ids(): readonly number[];
  replace(items: readonly TrayMenuItem[]): MenuChange;
}

const rootId = 0;
/** Two answers of the account about one running clock may differ by this much, in milliseconds. */
const anchorTolerance = 2_000;

/**
 * An item keeps its number as long as a click on it means the same. So a click that was on its way when the menu
 * changed does what was read, or nothing.
 */
export function createMenuLayout(): MenuLayout {
  let known = new Map<string, MenuNode>();
  let root: MenuNode = { id: rootId, kind: "submenu", label: "", enabled: true, children: [], action: null };
  let byId = new Map<number, MenuNode>([[rootId, root]]);
  let lastId = rootId;
  let revision = 1;

  function replace(items: readonly TrayMenuItem[]): MenuChange {
    const next = new Map<string, MenuNode>();
    const children = items.map((item, index) => number(item, index, "", next));
    const before = root;
    root = { ...root, children };
    known = next;
    byId = new Map([[rootId, root], ...[...next.values()].map((node): [number, MenuNode] => [node.id, node])]);
    if (!hasSameLayout(before, root)) {
      revision += 1;
      return { kind: "layout" };
    }
    const changed = differing(before, root);
    return changed.length === 0 ? { kind: "none" } : { kind: "items", changed };
  }

  function number(item: TrayMenuItem, index: number, parent: string, next: Map<string, MenuNode>): MenuNode {
    const key = `${parent}/${item.kind === "separator" ? `separator ${index}` : item.id}`;
    const children = item.kind === "submenu" ? item.items.map((child, at) => number(child, at, key, next)) : [];
    const action = item.kind === "item" ? item.action : null;
    const before = known.get(key);
    const keepsId = before !== undefined && before.kind === item.kind && meansTheSame(before.action, action);
    const node: MenuNode = {
      id: keepsId ? before.id : (lastId += 1),
      kind: item.kind,
      label: item.kind === "separator" ? "" : item.label,
      enabled: item.kind === "item" ? item.enabled : item.kind !== "label",
      children,
      action,
    };
    next.set(key, node);
    return node;
  }

  return { revision: () => revision, node: (id) => byId.get(id), ids: () => [...byId.keys()], replace };
}

function meansTheSame(one: TrayAction | null, other: TrayAction | null): boolean {
  if (one?.kind !== "guarded-command" || other?.kind !== "guarded-command") {
    return JSON.stringify(one) === JSON.stringify(other);
  }
  return JSON.stringify(one.command) === JSON.stringify(other.command) && isSameTimer(one.expected, other.expected);
}

function isSameTimer(one: ExpectedInMenu, other: ExpectedInMenu): boolean {
  if (one.id !== other.id || one.state !== other.state || one.description !== other.description) return false;
  return Math.abs(elapsedAtZero(one) - elapsedAtZero(other)) <= anchorTolerance;
}

/** What the clock would show at instant 0, in milliseconds: the same for all answers about one undisturbed timer. */
function elapsedAtZero({ anchor, state }: ExpectedInMenu): number {
  return anchor.seconds * 1000 - (state === "running" ? anchor.monotonicAt : 0);
}

function hasSameLayout(one: MenuNode, other: MenuNode): boolean {
  return (
    one.id === other.id &&
    one.children.length === other.children.length &&
    one.children.every((child, index) => {
      const against = other.children[index];
      return against !== undefined && hasSameLayout(child, against);
    })
  );
}

function differing(before: MenuNode, after: MenuNode): readonly MenuNode[] {
  const own = before.label === after.label && before.enabled === after.enabled ? [] : [after];
  return [
    ...own,
    ...after.children.flatMap((child, index) => {
      const against = before.children[index];
      return against === undefined ? [] : differing(against, child);
    }),
  ];
}
