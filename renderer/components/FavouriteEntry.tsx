import { strings } from "../../app/contract/strings.ts";
import { useFavourites } from "../hooks/use-favourites.ts";
import { MenuEntry } from "./PopupMenu.tsx";

export function FavouriteEntry({ projectId }: { readonly projectId: number }) {
  const favourites = useFavourites();
  return (
    <MenuEntry onPick={() => favourites.toggle(projectId)}>
      {favourites.has(projectId) ? strings.window.removeFavourite : strings.window.addFavourite}
    </MenuEntry>
  );
}
