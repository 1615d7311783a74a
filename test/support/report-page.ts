import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { openChromium } from './chromium.ts';

type Browser = Awaited<ReturnType<typeof openChromium>>;

/** A report in a browser, and what must stay empty: its console, and requests for anything but itself. */
export class ReportPage {
  readonly page: Page;
  readonly noise: string[] = [];
  readonly requests: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => this.noise.push(message.text()));
    page.on('pageerror', (problem) => this.noise.push(problem.message));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  static async open(browser: Browser, file: string, hash = ''): Promise<ReportPage> {
    const report = new ReportPage(await browser.context.newPage());
    await report.page.goto(pathToFileURL(file).href + hash);
    return report;
  }

  readonly text = (selector: string): Promise<string | null> =>
    this.page.locator(selector).first().textContent();

  /** The horizontal axis of every plot, as its labels. */
  axes(): Promise<string[]> {
    return this.page.evaluate(
      `[...document.querySelectorAll('svg.plot')].map((plot) => [...plot.querySelectorAll('.time')].map((t) => t.textContent).join(' '))`,
    );
  }

  /** Whether the page scrolls sideways. */
  async isTooWide(): Promise<boolean> {
    return await this.page.evaluate('document.documentElement.scrollWidth > innerWidth');
  }

  async box(selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
    return (await this.page.locator(selector).first().boundingBox())!;
  }
}
