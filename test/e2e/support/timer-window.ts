import type { Locator, Page } from "playwright";
import { firstRunTexts } from "../../../app/texts/first-run.ts";
import { timersTexts } from "../../../app/texts/timers.ts";

/** The window as a person uses it: by names and roles, not by markup. */
export class TimerWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The project on air; or what stands there when nothing runs. */
  get headline(): Locator {
    return this.page.locator("#now-heading");
  }

  get clock(): Locator {
    return this.page.getByRole("timer");
  }

  get pauseButton(): Locator {
    return this.page.getByRole("button", { name: timersTexts.pause, exact: true });
  }

  resumeButton(project: string): Locator {
    return this.page.getByRole("button", { name: timersTexts.resumeProject(project) });
  }

  get tryDemoButton(): Locator {
    return this.page.getByRole("button", { name: firstRunTexts.tryDemo });
  }

  get tokenField(): Locator {
    return this.page.getByLabel(firstRunTexts.tokenLabel);
  }

  get linkText(): Locator {
    return this.page.locator(".status-text");
  }

  /** Finds a project by its name and starts it. */
  async startProject(name: string): Promise<void> {
    await this.page.getByRole("combobox").fill(name);
    await this.page.getByRole("option", { name }).click();
  }
}
