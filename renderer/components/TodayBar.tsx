import { type Day, lengthOf } from "../today.ts";

/** The day as a stacked bar by project. The table beside it says the same in words. */
export function TodayBar({ day }: { readonly day: Day }) {
  const { shares } = day;
  if (shares.length === 0) return null;
  return (
    <span className="today-bar" aria-hidden="true">
      {shares.map((share) => {
        const color = share.project?.color ?? null;
        return (
          <span
            key={share.project?.id ?? "none"}
            className={color === null ? "today-part today-part-none" : "today-part"}
            style={{ flexGrow: lengthOf(share), ...(color !== null && { backgroundColor: color }) }}
          />
        );
      })}
    </span>
  );
}
