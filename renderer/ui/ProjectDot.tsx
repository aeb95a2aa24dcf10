/** The colour that the account gave a project; a ring where it gave none. */
export function ProjectDot({ color }: { readonly color: string | null }) {
  if (color === null) return <span className="dot dot-none" aria-hidden="true" />;
  return <span className="dot" style={{ backgroundColor: color }} aria-hidden="true" />;
}
