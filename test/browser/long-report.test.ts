import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/run/result.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { hoveringWeeks, INCIDENT, yearOfMinutes } from '../support/long-recording.ts';
import { ReportPage } from '../support/report-page.ts';
import { root } from '../support/script.ts';

const command = join(root, 'dist/rollout.js');

interface Simulated {
  readonly file: string;
  readonly events: readonly RunEvent[];
}

/** Runs the built command, and gives the report it wrote. */
async function simulate(folder: string, name: string, args: readonly string[]): Promise<Simulated> {
  const file = join(folder, `${name}.html`);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [command, 'simulate', ...args, '--report', file, '--quiet', '-o', 'json'],
    { maxBuffer: 2 ** 26 },
  );
  return { file, events: JSON.parse(stdout).events };
}

describe.skipIf(!hasChromium())('reports of long runs in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollout-long-report-'));
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe('a year at a minute with four queries', () => {
    let year: Simulated;
    let report: ReportPage;
    let reset: RunEvent;

    beforeAll(async () => {
      year = await simulate(folder, 'year', await yearOfMinutes(folder));
      report = await ReportPage.open(browser, year.file);
      reset = year.events.find(({ kind }) => kind === 'reset')!;
    });
    afterAll(() => report?.page.close());

    test('is below 2 MB', async () => {
      expect((await stat(year.file)).size).toBeLessThan(2_000_000);
    });

    test('opens at the reset, with the hours around it in sight, tick by tick', async () => {
      expect(reset.tick).toBe(INCIDENT + 5);
      expect(await report.text('#tick')).toBe(`tick ${reset.tick}`);
      expect(await report.text('#move')).toBe('reset');
      expect(await report.text('#shown')).toBe('31 Mar 2026 11:05 to 31 Mar 2026 19:05 UTC: 8 h of 365 d');
      expect(await report.text('#detail')).toBe('');
      expect((await report.axes())[0]).toContain('31 Mar 2026 UTC');
    });

    test('shows the whole run, says what a place stands for, and comes back', async () => {
      const { page } = report;
      await page.locator('#zoom-all').click();
      expect(await report.text('#shown')).toBe(
        '1 Nov 2025 00:00 to 1 Nov 2026 00:00 UTC: the whole run, 365 d',
      );
      expect(await report.text('#detail')).toMatch(
        /^One place of a line stands for up to 64 ticks \(1 h 4 min\)/,
      );
      expect((await report.axes())[0]).toContain('2026 UTC');
      await page.locator('#zoom-focus').click();
      expect(await report.text('#detail')).toBe('');
    });

    test('says so where it is zoomed past what the page holds, and shows the extremes', async () => {
      const linked = await ReportPage.open(browser, year.file, '#t=2026-01-09T10:40:00Z');
      expect(await linked.text('#tick')).toBe('ticks 99968 to 100031');
      expect(await linked.text('#shown')).toContain('8 h of 365 d');
      expect(await linked.text('#detail')).toMatch(/^Here one step of a line stands for up to 64 ticks/);
      expect(await linked.page.locator('svg.plot .band').count()).toBe(5);
      expect(await linked.text('[data-reading="PROMQL_0"]')).toMatch(/^\d+\.\d+ \(\d+\.\d+ to \d+\.\d+\)$/);
      await linked.page.close();
    });

    test('every reading around the reset is the one that was measured', async () => {
      const { page } = report;
      const shown: (string | null)[] = [];
      await page.locator('#zoom-focus').click();
      await page.evaluate('document.activeElement.blur()');
      for (let i = 0; i < 5; i++) {
        shown.push(await report.text('#tick'), await report.text('[data-reading="PROMQL_0"]'));
        await page.keyboard.press('ArrowRight');
      }
      expect(shown.filter((_, i) => i % 2 === 0)).toEqual(
        [0, 1, 2, 3, 4].map((i) => `tick ${reset.tick + i}`),
      );
      expect(reset.reason).toContain(`PROMQL_0 = ${shown[1]} > 100`);
    });

    test('a query too long for a line is folded and there as it was written', async () => {
      const query = report.page.locator('figure details.promql').first();
      expect(await query.locator('pre').isVisible()).toBe(false);
      await query.locator('summary').click();
      expect(await query.locator('pre').textContent()).toContain(
        'histogram_quantile(0.95, sum by (le) (rate(',
      );
      expect(await query.locator('pre').textContent()).toContain('[5m])) > 5)');
      await query.locator('summary').click();
    });

    test('at 390 pixels fingers drag what is shown, pinch zooms all plots, and the whole run stays in sight', async () => {
      const { page } = report;
      await page.setViewportSize({ width: 390, height: 844 });
      await page.locator('#zoom-focus').click();
      expect(await report.isTooWide()).toBe(false);
      const client = await page.context().newCDPSession(page);
      const touch = async (type: string, ...xs: number[]) => {
        const touchPoints = xs.map((x, id) => ({ x, y: at.y + 40, id }));
        await client.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints });
      };
      const plot = page.locator('svg.plot').first();
      await plot.scrollIntoViewIfNeeded();
      const at = (await plot.boundingBox())!;
      const middle = at.x + at.width / 2;
      await touch('touchStart', middle);
      await touch('touchMove', middle - at.width / 8);
      await touch('touchEnd');
      expect(await report.text('#shown')).toBe('31 Mar 2026 12:05 to 31 Mar 2026 20:05 UTC: 8 h of 365 d');
      await touch('touchStart', middle - 20, middle + 20);
      await touch('touchMove', middle - 40, middle + 40);
      await touch('touchEnd');
      expect(await report.text('#shown')).toMatch(/^31 Mar 2026 14:0[456] to 31 Mar 2026 18:0[456] UTC: 4 h/);
      const axes = await report.axes();
      expect(new Set(axes).size).toBe(1);
      await page.locator('.events').scrollIntoViewIfNeeded();
      const overview = await report.box('.overview');
      expect([overview.y >= 0, overview.y + overview.height < 844, overview.width > 300]).toEqual([
        true,
        true,
        true,
      ]);
      await page.setViewportSize({ width: 1280, height: 800 });
    });

    test('the console stays empty and no request leaves the page', () => {
      expect(report.noise).toEqual([]);
      expect(new Set(report.requests).size).toBe(1);
    });
  });

  describe('four weeks that hover at a threshold', () => {
    let weeks: Simulated;
    let report: ReportPage;

    beforeAll(async () => {
      weeks = await simulate(folder, 'hovering', await hoveringWeeks(folder));
      report = await ReportPage.open(browser, weeks.file);
      await report.page.setViewportSize({ width: 1280, height: 800 });
    });
    afterAll(() => report?.page.close());

    const rows = (kind: string) => report.page.locator(`.events tr[data-kind=${kind}]`);
    const visible = async (kind: string) =>
      (await rows(kind).evaluateAll((all) => all.filter((row) => row.checkVisibility()))).length;
    const count = (kind: string) => weeks.events.filter((event) => event.kind === kind).length;

    test('more than two thousand events are in the page, each once', async () => {
      expect(weeks.events.length).toBeGreaterThan(2000);
      expect(await report.page.locator('.events tr[data-kind]').count()).toBe(weeks.events.length);
      expect((await stat(weeks.file)).size).toBeLessThan(2_000_000);
    });

    test('pauses of one tick are folded, resets and steps back never are', async () => {
      expect([await visible('reset'), await visible('backward')]).toEqual([
        count('reset'),
        count('backward'),
      ]);
      const long = weeks.events.filter(
        ({ kind, tick }, i) =>
          kind === 'paused' &&
          !(weeks.events[i + 1]?.kind === 'resumed' && weeks.events[i + 1]!.tick === tick + 1),
      );
      expect(await visible('paused')).toBe(long.length);
      expect(long.length).toBeLessThan(count('paused') / 2);
      const group = report.page.locator('.events tbody.group').nth(3);
      const button = group.locator('button');
      const folded = await group.locator('tr[data-kind]').count();
      expect(await button.textContent()).toBe(`${folded / 2} pause${folded === 2 ? '' : 's'} of one tick`);
      await button.click();
      expect(await group.locator('tr[data-kind]:visible').count()).toBe(folded);
      expect(await button.getAttribute('aria-expanded')).toBe('true');
      await button.click();
      expect(await group.locator('tr[data-kind]:visible').count()).toBe(0);
    });

    test('buttons say how many events of each kind there are, and show only those', async () => {
      const { page } = report;
      const reset = page.locator('.kinds [data-kind=reset]');
      const backward = page.locator('.kinds [data-kind=backward]');
      expect(await backward.textContent()).toBe(`backward ${count('backward')}`);
      await backward.click();
      expect([await visible('backward'), await visible('reset'), await visible('paused')]).toEqual([
        count('backward'),
        0,
        0,
      ]);
      expect(await page.locator('.events tr.group:visible').count()).toBe(0);
      await reset.click();
      expect([await visible('backward'), await visible('reset')]).toEqual([
        count('backward'),
        count('reset'),
      ]);
      await backward.click();
      await reset.click();
      expect(await visible('reset')).toBe(count('reset'));
      expect(await page.locator('.events tr.group:visible').count()).toBeGreaterThan(10);
    });

    test('the plots stay in sight while the events scroll, and beside the list is no empty space', async () => {
      const { page } = report;
      await page.evaluate(`document.querySelector('.signals-and-events').scrollIntoView()`);
      const before = await report.box('svg.plot');
      await page.locator('.events').evaluate((list) => {
        list.scrollTop = list.scrollHeight;
      });
      expect(await page.locator('.events').evaluate((list) => list.scrollTop)).toBeGreaterThan(5000);
      expect(await report.box('svg.plot')).toEqual(before);
      const [plots, list, circuit] = [
        await report.box('[aria-label="Signals over time"] > :last-child'),
        await report.box('.events'),
        await report.box('[aria-label="Circuit"]'),
      ];
      expect(list.y + list.height).toBeLessThanOrEqual(plots.y + plots.height + 1);
      expect(circuit.y - (plots.y + plots.height)).toBeLessThan(60);
    });

    test('a click on the last event moves the cursor of all plots to it', async () => {
      const last = weeks.events.findLast(({ kind }) => kind === 'backward')!;
      await report.page.locator(`.events a[href="#tick=${last.tick}"]`).first().click();
      expect(await report.text('#tick')).toBe(`tick ${last.tick}`);
      expect(await report.text('[data-reading="PROMQL_0"]')).toBe(/PROMQL_0 = (\S+) /.exec(last.reason)![1]);
    });

    test('on paper are all events and no controls', async () => {
      const { page } = report;
      await page.locator('.kinds [data-kind=reset]').click();
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.events tr[data-kind]:visible').count()).toBe(weeks.events.length);
      expect(
        await page
          .locator('button:visible, input:visible')
          .and(page.locator(':not(tr.group button)'))
          .count(),
      ).toBe(0);
      await page.emulateMedia({ media: 'screen' });
      await page.locator('.kinds [data-kind=reset]').click();
    });

    test('the file holds nothing from elsewhere, and the console stays empty', async () => {
      expect(await readFile(weeks.file, 'utf8')).not.toMatch(/src="|@import|url\(| style="| on\w+="/);
      expect(report.noise).toEqual([]);
      expect(new Set(report.requests).size).toBe(1);
    });
  });
});
