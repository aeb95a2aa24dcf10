import { switcherTexts } from "../../app/texts/switcher.ts";
import { useFavourites } from "./use-favourites.ts";
import { MenuEntry } from "../ui/PopupMenu.tsx";

export function FavouriteEntry({ projectId }: { readonly projectId: number }) {
  const favourites = useFavourites();
  return (
    <MenuEntry onPick={() => favourites.toggle(projectId)}>
      {favourites.has(projectId) ? switcherTexts.removeFavourite : switcherTexts.addFavourite}
    </MenuEntry>
  );
}
