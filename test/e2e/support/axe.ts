import axe, { type AxeResults } from "axe-core";
import type { ElectronApplication, Page } from "playwright";

/** Looks at everything in the page, by all rules; answers what is against them, with the elements that it is about. */
export async function violationsIn(electron: ElectronApplication, page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => Reflect.has(globalThis, "axe")))) await bringAxe(electron);
  const { violations, passes } = await page.evaluate((): Promise<Pick<AxeResults, "violations" | "passes">> => {
    const axeInPage: typeof axe = Reflect.get(globalThis, "axe");
    return axeInPage.run(document, { resultTypes: ["violations"] });
  });
  // The one rule that needs a page that is really drawn.
  if (!passes.some(({ id }) => id === "color-contrast")) throw new Error("axe has seen no colours.");
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** The page's policy takes no script from outside, and needs no exception: the main process brings it in. */
async function bringAxe(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(async ({ BrowserWindow }, source) => {
    await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`${source}; null`);
  }, axe.source);
}
