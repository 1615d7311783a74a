import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../src/text/yaml.ts';
import { Sandbox } from '../../support/script.ts';
import { hasTmux, Terminal, type TerminalOptions } from '../../support/terminal.ts';

/** What the tests read of the values that were written. */
interface WrittenValues {
  readonly policy: {
    readonly policy_name: string;
    readonly drivers?: Readonly<Record<string, readonly { readonly query_string?: string }[]>>;
  };
}

/** A terminal of 80 columns and 24 rows in which `rollout LINE` runs. */
async function at80x24(
  line: string,
  look: (terminal: Terminal, sandbox: Sandbox) => Promise<void>,
  options: TerminalOptions = {},
): Promise<void> {
  const sandbox = new Sandbox();
  const terminal = new Terminal(sandbox, `rollout ${line}`, { rows: 24, ...options });
  try {
    await look(terminal, sandbox);
  } finally {
    terminal.close();
    sandbox.close();
  }
}

type Steps = readonly (readonly [question: string, answer?: string])[];

/** Answers questions in turn. */
async function answer(terminal: Terminal, ...steps: Steps) {
  for (const [question, text] of steps) {
    await terminal.shows(`? ${question}`);
    terminal.type(text ?? '');
  }
}

/** The same where answered questions stay as they were. */
async function answerPlain(terminal: Terminal, ...steps: Steps) {
  for (const [question, text] of steps) {
    await terminal.until(`? ${question}`);
    terminal.type(text ?? '');
  }
}

const valuesIn = ({ work }: Sandbox): WrittenValues =>
  parseYaml(readFileSync(join(work, 'values.yaml'), 'utf8'), 'values.yaml').value as WrittenValues;

const PROMQL = 'blueprints generate --name promql';
/** All but the driver. */
const READY =
  "--set policy.policy_name=p --stage 100,5m --set 'policy.load_ramp.sampler.selectors=[{control_point: ingress}]'";
const THRESHOLDS = [
  ['Good values of it are'],
  ['Go forward', '1'],
  ['Step back'],
  ['Reset', '5'],
  ['What else'],
] as const;

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
        await terminal.shows('Stopped');
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
