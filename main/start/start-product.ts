import { connect } from "./connect.ts";
import { createProduct } from "./create-product.ts";
import { createSurfaces } from "./create-surfaces.ts";
import { openPlatform } from "./open-platform.ts";
import type { WithIcon } from "./show-icon.ts";
import { signIn } from "./sign-in.ts";

/** Everything behind the icon. */
export async function startProduct(withIcon: WithIcon): Promise<void> {
  const platform = openPlatform(withIcon);
  const product = createProduct(platform);
  const surfaces = createSurfaces(product);
  connect(surfaces);
  await signIn(surfaces);
}
