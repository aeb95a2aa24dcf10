import { usePreferences } from "../bridge/preferences-port.ts";

export interface Favourites {
  readonly ids: readonly number[];
  readonly has: (projectId: number) => boolean;
  readonly toggle: (projectId: number) => void;
}

/** The projects that the person keeps at hand. */
export function useFavourites(): Favourites {
  const { settings, change } = usePreferences();
  const ids = settings.favouriteProjects;
  return {
    ids,
    has: (projectId) => ids.includes(projectId),
    toggle: (projectId) => {
      const favouriteProjects = ids.includes(projectId) ? ids.filter((id) => id !== projectId) : [...ids, projectId];
      // A refusal changes nothing, which is what the star then shows.
      change({ favouriteProjects }).catch(() => undefined);
    },
  };
}
