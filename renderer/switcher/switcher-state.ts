/** Rows are drawn as they are scrolled or walked to, since drawing thousands takes longer than typing. */
export const drawnMore = 24;
/** Of the stylesheet's rows: the least that one with a name takes, and one with a name and a line about its timer. */
const rowHeights = { sections: 38, found: 46 } as const;

export interface SwitcherState {
  readonly text: string;
  /** What was searched for last; empty before the first letter. */
  readonly query: string;
  readonly browsing: boolean;
  /** Which row Enter starts; and its project, where that stays highlighted although rows have moved. */
  readonly active: number;
  readonly activeId: number | null;
  /** How many rows are drawn of each list. */
  readonly limits: { readonly sections: number; readonly found: number };
}

/** Nothing typed, and a screenful of each list. */
export const initialState = (): SwitcherState => ({
  text: "",
  query: "",
  browsing: false,
  active: 0,
  activeId: null,
  limits: { sections: screenful("sections"), found: screenful("found") },
});

/** Spaces alone search for nothing. */
export function isSearch(text: string): boolean {
  return text.trim() !== "";
}

/** Typed, deleted or left: from the beginning of the list that is then shown. */
export function withText({ query, limits }: SwitcherState, text: string, browsing = false): SwitcherState {
  const shown = isSearch(text) ? "found" : "sections";
  return {
    text,
    query: isSearch(text) ? text : query,
    browsing,
    active: 0,
    activeId: null,
    limits: { ...limits, [shown]: screenful(shown) },
  };
}

/** As many rows as fill the window, and some more for the first moments of scrolling. */
function screenful(kind: keyof typeof rowHeights): number {
  return Math.ceil(innerHeight / rowHeights[kind]) + 3;
}
