import { strings } from "../../app/texts/strings.ts";
import { useFavourites } from "./use-favourites.ts";
import { MenuEntry } from "../ui/PopupMenu.tsx";

export function FavouriteEntry({ projectId }: { readonly projectId: number }) {
  const favourites = useFavourites();
  return (
    <MenuEntry onPick={() => favourites.toggle(projectId)}>
      {favourites.has(projectId) ? strings.window.removeFavourite : strings.window.addFavourite}
    </MenuEntry>
  );
}
