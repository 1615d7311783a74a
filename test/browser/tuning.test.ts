import { expect, test } from 'vitest';
import { tuningHtml } from '../../src/render/tuning.ts';
import { describeJudgingPage } from '../support/judging-page.ts';
import { tuned } from '../support/tuned.ts';

describeJudgingPage(
  'the page of a tuning in a browser',
  () => tuningHtml(tuned()),
  (report) => {
    test('says what is under the pointer, and what the arrow keys are on', async () => {
      const { page } = report();
      const said = () => page.locator('.front output').first().textContent();
      await page.locator('.front .point.chosen').first().hover();
      expect(await said()).toMatch(/^chosen: forward.threshold 75, reset.threshold 90.5; 1.3 % /);
      await page.locator('.front svg.chart').first().focus();
      await page.keyboard.press('Home');
      expect(await said()).toMatch(/^in use: /);
      await page.keyboard.press('ArrowRight');
      expect(await said()).toMatch(/^chosen: /);
    });
  },
);
