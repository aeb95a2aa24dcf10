/** The Electron shell's table of contents. Each stage takes what the one before it made. */
import { app } from "electron";
import { readConfiguration, type StartConfiguration } from "./config.ts";
import { claimProfile } from "./start/claim-profile.ts";
import { prepare } from "./start/prepare.ts";
import { showIcon } from "./start/show-icon.ts";

/** In milliseconds. A desktop takes an icon in by several questions, which it asks through our event loop. */
const trayHeadStart = 100;

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
    // The icon stands from here on; what takes longer, if only to be loaded, comes after it.
    const withIcon = showIcon(prepared);
    if (!configuration.show) await new Promise((resolve) => setTimeout(resolve, trayHeadStart));
    const { startProduct } = await import("./start/start-product.ts");
    await startProduct(withIcon);
  } catch (error) {
    prepared.failStart(error);
  }
}
