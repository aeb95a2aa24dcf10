/** The Electron shell's table of contents. Each stage takes what the one before it made. */
import { app } from "electron";
import { readConfiguration, type StartConfiguration } from "./config.ts";
import { claimProfile } from "./start/claim-profile.ts";
import { connect } from "./start/connect.ts";
import { createProduct } from "./start/create-product.ts";
import { createSurfaces } from "./start/create-surfaces.ts";
import { openPlatform } from "./start/open-platform.ts";
import { prepare } from "./start/prepare.ts";
import { signIn } from "./start/sign-in.ts";

const read = readConfiguration(app.isPackaged);
if (read.kind === "invalid") {
  process.stderr.write(`${read.sentence}\n`);
  app.exit(2);
} else {
  void boot(read.configuration);
}

async function boot(configuration: StartConfiguration): Promise<void> {
  const prepared = prepare(configuration);
  try {
    const [claim] = await Promise.all([claimProfile(prepared), app.whenReady()]);
    if (claim === "refused") return;
    const platform = openPlatform(prepared);
    const product = createProduct(platform);
    // The icon stands from here on; what takes longer comes after it.
    const surfaces = createSurfaces(product);
    connect(surfaces);
    await signIn(surfaces);
  } catch (error) {
    prepared.failStart(error);
  }
}
