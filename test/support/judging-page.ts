import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openChromium } from './chromium.ts';
import { ReportPage } from './report-page.ts';

/** Tests of a page of judging in a browser: what holds for each of them, and `own`, which asks for the open page. */
export function describeJudgingPage(
  title: string,
  html: () => string,
  own: (page: () => ReportPage) => void,
) {
  describe.skipIf(!hasChromium())(title, () => {
    let browser: Awaited<ReturnType<typeof openChromium>>;
    let report: ReportPage;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'rollout-judging-page-'));
      const file = join(folder, 'page.html');
      await writeFile(file, html());
      browser = await openChromium();
      report = await ReportPage.open(browser, file);
    });
    afterAll(async () => {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('asks nobody for anything and logs nothing', () => {
      expect(report.noise).toEqual([]);
      expect(report.requests).toEqual([report.page.url()]);
    });

    test.each([390, 1280])('fits a screen %i wide', async (width) => {
      await report.page.setViewportSize({ width, height: 800 });
      expect(await report.isTooWide()).toBe(false);
    });

    own(() => report);

    test('copies the command that shows a stretch', async () => {
      await report.page.locator('.command .copy').first().click();
      await expect.poll(() => report.text('.command .copy')).toBe('copied');
    });
  });
}
