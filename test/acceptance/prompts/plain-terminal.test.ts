import { describe, expect, test } from 'vitest';
import { answer, answerPlain, at80x24, PROMQL, valuesIn } from '../../support/questions.ts';
import { hasTmux } from '../../support/terminal.ts';

describe.skipIf(!hasTmux).concurrent('a terminal that cannot move its cursor', () => {
  const DUMB = { env: { TERM: 'dumb' } };

  test('asks plain numbered questions, without control codes', async () => {
    await at80x24(
      PROMQL,
      async (terminal, sandbox) => {
        await answer(
          terminal,
          ['Policy name', '?'],
          ['Policy name', 'p'],
          ['Service', '<'],
          ['Policy name (p)'],
        );
        await answerPlain(terminal, ['Service'], ['Control point']);
        await terminal.until('  2. A PromQL query of your own');
        await answerPlain(terminal, ['What drives the ramp (1)', '2']);
        await terminal.until('? PromQL');
        terminal.paste('sum(rate(a[5m]))\n / sum(rate(b[5m]))\n');
        await answer(
          terminal,
          ['Good values of it are (1)'],
          ['Go forward', '1'],
          ['Step back'],
          ['Reset', '5'],
        );
        await answer(
          terminal,
          ['What else (1)'],
          ['How does the ramp grow', '4'],
          ['Steps', '100,5m'],
          ['Use this ramp (Y/n)'],
        );
        await terminal.until('exit 0');
        expect(valuesIn(sandbox).policy.drivers?.promql_drivers?.[0]?.query_string).toBe(
          'sum(rate(a[5m])) / sum(rate(b[5m]))',
        );
      },
      DUMB,
    );
  });

  test.each(['C-c', 'C-d'])('%s exits with 130 and says how to go on', async (key) => {
    await at80x24(
      PROMQL,
      async (terminal) => {
        await answerPlain(terminal, ['Policy name', 'p']);
        await terminal.until('? Service');
        terminal.press(key);
        await terminal.until('--set policy.policy_name=p');
        await terminal.until('exit 130');
      },
      DUMB,
    );
  });
});
