import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tuningHtml } from '../../src/render/tuning.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { ReportPage } from '../support/report-page.ts';
import { tuned } from '../support/tuned.ts';

describe.skipIf(!hasChromium())('the page of a tuning in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let report: ReportPage;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollout-tuning-'));
    const file = join(folder, 'tuning.html');
    await writeFile(file, tuningHtml(tuned()));
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

  test('says what is under the pointer, and what the arrow keys are on', async () => {
    const { page } = report;
    const said = () => page.locator('.front output').first().textContent();
    await page.locator('.front .point.chosen').first().hover();
    expect(await said()).toMatch(/^chosen: forward.threshold 75, reset.threshold 90.5; 1.3 % /);
    await page.locator('.front svg.chart').first().focus();
    await page.keyboard.press('Home');
    expect(await said()).toMatch(/^in use: /);
    await page.keyboard.press('ArrowRight');
    expect(await said()).toMatch(/^chosen: /);
  });

  test('copies the command that shows a stretch', async () => {
    await report.page.locator('.command .copy').first().click();
    await expect.poll(() => report.text('.command .copy')).toBe('copied');
  });
});
