import { expect, test } from 'vitest';
import { assessmentHtml } from '../../src/render/assessment.ts';
import { assessed } from '../support/assessed.ts';
import { describeJudgingPage } from '../support/judging-page.ts';

describeJudgingPage(
  'the page of an assessment in a browser',
  () => assessmentHtml(assessed()),
  (report) => {
    test('says what is under the pointer, and what the arrow keys are on', async () => {
      const { page } = report();
      const said = () => report().text('.calendar output');
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
      const { page } = report();
      await page.locator('.calendar a[href="#stretch-2"] text').click();
      expect(page.url()).toMatch(/#stretch-2$/);
    });
  },
);
