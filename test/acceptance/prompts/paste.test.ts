import { describe, expect, test } from 'vitest';
import { answer, at80x24, PROMQL, READY, THRESHOLDS, valuesIn } from '../../support/questions.ts';
import { hasTmux } from '../../support/terminal.ts';

describe.skipIf(!hasTmux).concurrent('what is pasted', () => {
  test('a query of several lines is one answer, without its comments', async () => {
    await at80x24(`${PROMQL} ${READY}`, async (terminal, sandbox) => {
      await answer(terminal, ['What drives the ramp', '<Down>']);
      await terminal.shows('? PromQL');
      terminal.paste(
        'sum(rate(http_requests_total{code=~"5.."}[1m]))\n # of "all"\n\t/ sum(rate(http_requests_total[1m]))\n',
      );
      await terminal.shows('ts_total[1m]))');
      terminal.type('');
      await answer(terminal, ...THRESHOLDS);
      await terminal.shows('exit 0');
      expect(valuesIn(sandbox).policy.drivers?.promql_drivers?.[0]?.query_string).toBe(
        'sum(rate(http_requests_total{code=~"5.."}[1m])) / sum(rate(http_requests_total[1m]))',
      );
    });
  });

  test('a query longer than the window stays in it', async () => {
    const terms = Array.from({ length: 80 }, (_, i) => `rate(http_requests_total{n="${i}"}[1m])`);
    await at80x24(`${PROMQL} ${READY}`, async (terminal, sandbox) => {
      await answer(terminal, ['What drives the ramp', '<Down>']);
      await terminal.shows('? PromQL');
      terminal.paste(`sum(\n${terms.join('\n+ ')}\n)`);
      await terminal.shows('n="79"');
      expect(terminal.window()).toContain('✔ What drives the ramp');
      terminal.press('Home');
      await terminal.shows('\n…');
      expect(terminal.window()).toContain('✔ What drives the ramp');
      terminal.type('');
      await terminal.shows('characters');
      await answer(terminal, ...THRESHOLDS);
      await terminal.shows('exit 0');
      expect(valuesIn(sandbox).policy.drivers?.promql_drivers?.[0]?.query_string).toBe(
        `sum( ${terms.join(' + ')} )`,
      );
    });
  });

  test('a line break in a name is a blank, and answers nothing', async () => {
    await at80x24(PROMQL, async (terminal) => {
      await terminal.shows('? Policy name');
      terminal.paste('check\nout\n');
      await terminal.shows('? Policy name check out');
      terminal.type('');
      await terminal.shows('a name is lower-case letters');
    });
  });
});
