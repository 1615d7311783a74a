import { describe, expect, test } from 'vitest';
import { answer, at80x24, PROMQL, READY, THRESHOLDS, valuesIn } from '../../support/questions.ts';
import { hasTmux } from '../../support/terminal.ts';

describe.skipIf(!hasTmux).concurrent('back, help and the editor', () => {
  test('Esc and < ask the question before again, with its answer', async () => {
    await at80x24(PROMQL, async (terminal) => {
      await terminal.shows('Esc or < goes back, ? explains');
      await answer(terminal, ['Policy name', 'one']);
      await terminal.shows('? Service that gets the feature (any)');
      terminal.press('Escape');
      await answer(
        terminal,
        ['Policy name (one)', 'two'],
        ['Service that gets the feature (any)', 'checkout'],
      );
      await answer(
        terminal,
        ['Control point', '<'],
        ['Service that gets the feature (checkout)'],
        ['Control point'],
      );
      await terminal.shows('? What drives the ramp');
      terminal.press('<');
      await terminal.shows('? Control point');
      terminal.press('C-c');
      await terminal.shows('exit 130');
      expect(terminal.joined()).toContain('--set policy.policy_name=two');
    });
  });

  test('there is nothing before the first question', async () => {
    await at80x24(PROMQL, async (terminal) => {
      await terminal.shows('? Policy name');
      terminal.press('Escape');
      await terminal.shows('this is the first question');
      await terminal.shows('? Policy name');
    });
  });

  test('? explains, and keeps what is typed and marked', async () => {
    await at80x24(PROMQL, async (terminal) => {
      await terminal.shows('? Policy name');
      terminal.press('o', 'n', '?');
      await terminal.shows('metrics carry it. (name)');
      await terminal.shows('? Policy name on');
      terminal.type('e');
      await answer(terminal, ['Service'], ['Control point']);
      await terminal.shows('? What drives the ramp');
      terminal.press('Down');
      await terminal.shows('❯ A PromQL query');
      terminal.press('?');
      await terminal.shows('What moves the ramp forward');
      await terminal.shows('❯ A PromQL query');
      terminal.type('');
      await terminal.shows('? PromQL');
      terminal.press('u', 'p', '?');
      await terminal.shows('? PromQL up?');
    });
  });

  test('\\< and \\? are the text that they escape', async () => {
    await at80x24(PROMQL, async (terminal) => {
      await answer(terminal, ['Policy name', 'p'], ['Service', '\\<'], ['Control point', '\\?']);
      await terminal.shows('✔ Service that gets the feature <');
      await terminal.shows('✔ Control point, where its requests are seen ?');
    });
  });

  test('Ctrl-X opens the editor of a query', async () => {
    const edit = `sed -i 's/up/sum(up)/'`;
    await at80x24(
      `${PROMQL} ${READY}`,
      async (terminal, sandbox) => {
        await answer(terminal, ['What drives the ramp', '<Down>']);
        await terminal.shows('? PromQL');
        terminal.press('u', 'p');
        await terminal.shows('? PromQL up');
        terminal.press('C-x');
        await terminal.shows('? PromQL sum(up)');
        terminal.type('');
        await answer(terminal, ...THRESHOLDS);
        await terminal.shows('exit 0');
        expect(valuesIn(sandbox).policy.drivers?.promql_drivers?.[0]?.query_string).toBe('sum(up)');
      },
      { env: { VISUAL: edit } },
    );
  });

  test('"no" to the ramp keeps what was typed', async () => {
    await at80x24(
      `${PROMQL} --set policy.policy_name=p --set 'policy.drivers.promql_drivers=[{query_string: up, criteria: {forward: {operator: lt, threshold: 1}}}]'`,
      async (terminal) => {
        await answer(terminal, ['Service'], ['Control point'], ['How does the ramp grow', '<Down>']);
        await answer(terminal, ['Over how long', '2h'], ['In how many steps', '3'], ['Use this ramp', 'n']);
        await terminal.shows('❯ linear');
        terminal.type('');
        await answer(terminal, ['Over how long (2h)'], ['In how many steps (3)']);
        await terminal.shows('? Use this ramp');
      },
    );
  });
});
