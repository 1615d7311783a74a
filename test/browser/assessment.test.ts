import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessmentHtml } from '../../src/render/assessment.ts';
import { assessed } from '../support/assessed.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { ReportPage } from '../support/report-page.ts';

describe.skipIf(!hasChromium())('the page of an assessment in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let report: ReportPage;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollout-assessment-'));
    const file = join(folder, 'assessment.html');
    await writeFile(file, assessmentHtml(assessed()));
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
    const said = () => report.text('.calendar output');
    await page.locator('.calendar [data-says="Wed 11 Nov 11:00: 3 reset"]').hover();
    expect(await said()).toBe('Wed 11 Nov 11:00: 3 reset');
    await page.locator('.calendar svg.chart').focus();
    await page.keyboard.press('ArrowRight');
    expect(await said()).toBe('Wed 11 Nov 12:00: 0 reset');
    await page.keyboard.press('Home');
    expect(await said()).toBe('Mon 2 Nov 00:00: 0 reset');
    await page.keyboard.press('ArrowLeft');
    expect(await said()).toBe('Mon 2 Nov 00:00: 0 reset');
  });

  test('leads from a number in the calendar to its stretch', async () => {
    await report.page.locator('.calendar a[href="#stretch-2"] text').click();
    expect(report.page.url()).toMatch(/#stretch-2$/);
  });

  test('copies the command that shows a stretch', async () => {
    await report.page.locator('.command .copy').first().click();
    await expect.poll(() => report.text('.command .copy')).toBe('copied');
  });
});
