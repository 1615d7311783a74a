import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answer, at80x24, PROMQL, valuesIn } from '../../support/questions.ts';
import { hasTmux, Terminal } from '../../support/terminal.ts';

describe.skipIf(!hasTmux).concurrent('ends and interruptions', () => {
  test.each([
    ['Ctrl-D', 'C-d'],
    ['Ctrl-C', 'C-c'],
  ])('%s exits with 130, and its command goes on to the end', async (_, key) => {
    await at80x24(`${PROMQL} --stage 100,5m`, async (terminal, sandbox) => {
      await answer(
        terminal,
        ['Policy name', 'check-it'],
        ['Service', "it's"],
        ['Control point'],
        ['What drives', '<Down>'],
      );
      await answer(
        terminal,
        ['PromQL', 'sum(rate(errors_total{job="a b"}[5m]))'],
        ['Good values'],
        ['Go forward', '1'],
      );
      await terminal.shows('? Step back');
      terminal.press(key);
      await terminal.shows('exit 130');
      expect(terminal.screen()).toContain('error INTERRUPTED interrupted');
      expect(existsSync(join(sandbox.work, 'values.yaml'))).toBe(false);
      const [, command = ''] = /so far\n {2}(rollout[\s\S]*?)\n\n/.exec(terminal.joined()) ?? [];
      const again = new Terminal(sandbox, `${command} --overwrite`, { rows: 24 });
      await answer(again, ['Good values'], ['Go forward', '1'], ['Step back'], ['Reset', '2']);
      await again.shows('exit 0');
      again.close();
      expect(valuesIn(sandbox).policy).toMatchObject({
        policy_name: 'check-it',
        load_ramp: { sampler: { selectors: [{ service: "it's", control_point: 'ingress' }] } },
        drivers: {
          promql_drivers: [
            {
              query_string: 'sum(rate(errors_total{job="a b"}[5m]))',
              criteria: { forward: { threshold: 1 }, reset: { threshold: 2 } },
            },
          ],
        },
      });
    });
  });

  test('a question alone has nothing to go back to', async () => {
    const twice = 'blueprints values --name promql --output-file v.yaml';
    await at80x24(`${twice} && rollout ${twice}`, async (terminal) => {
      await terminal.shows('v.yaml exists. Replace it (y/N)');
      terminal.press('Escape');
      terminal.press('<');
      await terminal.shows('? v.yaml exists. Replace it (y/N)');
      terminal.press('C-d');
      await terminal.shows('exit 130');
    });
  });

  test('Ctrl-D in the middle of an answer deletes a character', async () => {
    await at80x24(PROMQL, async (terminal) => {
      await terminal.shows('? Policy name');
      terminal.press('a', 'b', 'Home', 'C-d');
      await terminal.shows('? Policy name b');
    });
  });

  test('the question stands again after Ctrl-Z and fg, with what was typed', async () => {
    await at80x24(
      PROMQL,
      async (terminal, sandbox) => {
        await answer(terminal, ['Policy name', 'p']);
        await terminal.shows('? Service');
        terminal.press('c', 'h');
        await terminal.shows('? Service that gets the feature ch');
        terminal.press('C-z');
        await terminal.shows('Stopped');
        terminal.type('fg');
        await terminal.shows('? Service that gets the feature ch');
        terminal.type('eck');
        await terminal.shows('? Control point');
        terminal.type('');
        await terminal.shows('? What drives the ramp');
        terminal.press('Down', 'C-z');
        // The window still shows that it was stopped before.
        await terminal.shows('ingress\n\n[1]+  Stopped');
        terminal.type('echo still here; fg');
        await terminal.shows('❯ A PromQL query');
        terminal.press('C-c');
        await terminal.shows('INTERRUPTED');
        expect(terminal.joined()).toContain('service: check, control_point: ingress');
        expect(existsSync(join(sandbox.work, 'values.yaml'))).toBe(false);
      },
      { shell: true },
    );
  });

  test('a window that becomes smaller and larger keeps the question', async () => {
    await at80x24(PROMQL, async (terminal) => {
      await answer(terminal, ['Policy name', 'p']);
      await terminal.shows('? Service that gets the feature');
      terminal.press('c', 'h');
      terminal.resize({ columns: 40, rows: 10 });
      await terminal.shows('? Service that gets the feature ch');
      terminal.type('eck');
      await answer(terminal, ['Control point']);
      await terminal.shows('? What drives the ramp');
      terminal.resize({ columns: 100, rows: 30 });
      await terminal.shows('❯ A metric you have: errors or latency\n');
      terminal.type('<Down>');
      await terminal.shows('? PromQL');
    });
  });
});
