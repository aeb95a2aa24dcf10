import type { ReactNode } from "react";

/** Neither seen, nor read, nor reached by Tab, and back without being laid out anew. */
const covering = { height: 0, contentVisibility: "hidden" } as const;

interface CoverableProps {
  readonly covered: boolean;
  /** Not even kept. */
  readonly gone?: boolean;
  readonly children: ReactNode;
}

/**
 * What something else stands in for. A letter only covers it, with its layout kept: to make it anew after the last
 * letter was deleted takes longer than a key may.
 */
export function Coverable({ covered, gone = false, children }: CoverableProps) {
  if (gone) return null;
  return (
    // Where it hides nothing, the attribute must not be there at all: with it a presentation counts as an element again.
    <div
      className="coverable"
      role="presentation"
      style={covered ? covering : undefined}
      aria-hidden={covered ? true : undefined}
    >
      {children}
    </div>
  );
}
