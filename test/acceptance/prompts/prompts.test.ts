import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../src/blueprint/stage.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { root, Sandbox } from '../../support/script.ts';
import { hasTmux, pollUntil, Terminal } from '../../support/terminal.ts';

type Step = readonly [question: string, answer?: string];

const BEGINNING: readonly Step[] = [
  ['Policy name', 'checkout-v2'],
  ['Service that gets the feature', 'checkout.prod.svc'],
  ['Control point'],
];
const RAMP: readonly Step[] = [
  ['How does the ramp grow'],
  ['Over how long', '3h'],
  ['In how many steps', '4'],
  ['Use this ramp'],
];

/** Answers the questions of a command in turn, then looks at what it left behind. */
async function session(
  line: string,
  steps: readonly Step[],
  look: (terminal: Terminal, sandbox: Sandbox) => void | Promise<void>,
): Promise<void> {
  const sandbox = new Sandbox();
  const terminal = new Terminal(sandbox, line);
  try {
    for (const [question, answer] of steps) {
      await terminal.until(`? ${question}`);
      terminal.type(answer ?? '');
    }
    await look(terminal, sandbox);
  } finally {
    terminal.close();
    sandbox.close();
  }
}

/** What the tests read of the values that were written. */
interface WrittenValues {
  readonly policy: {
    readonly policy_name: string;
    readonly forward_when?: string;
    readonly drivers: Readonly<Record<string, readonly unknown[]>>;
    readonly load_ramp: { readonly steps: readonly Stage[] };
  };
}

const valuesIn = ({ work }: Sandbox, file = 'values.yaml') =>
  parseYaml(readFileSync(join(work, file), 'utf8'), file).value as WrittenValues;
const stepsIn = (sandbox: Sandbox) =>
  valuesIn(sandbox)
    .policy.load_ramp.steps.map((step) => `${step.target_accept_percentage},${step.duration}`)
    .join(' ');

describe.skipIf(!hasTmux).concurrent('what exists is replaced only when a person says so', () => {
  const VALUES = `${root}/examples/policy-tests/average-latency.values.yaml`;
  const TEMPLATE = 'rollout blueprints values --name promql --output-file FILE';
  const SIMULATE = `rollout simulate --values-file ${VALUES}`;

  test.each([
    [TEMPLATE, 'v.yaml', 'n', 'exit 2', 'kept\n'],
    [TEMPLATE, 'v.yaml', 'y', 'exit 0', '# blueprint: policies/feature-rollout/promql'],
    [`${SIMULATE} --trace FILE`, 't.csv', 'n', 'exit 2', 'kept\n'],
    [`${SIMULATE} --trace FILE`, 't.csv', 'y', 'exit 0', 'tick,time,'],
    [`${SIMULATE} --report FILE`, 'r.svg', 'n', 'exit 2', 'kept\n'],
    [`${SIMULATE} --report FILE`, 'r.svg', 'y', 'exit 0', '<svg'],
    // Nobody listens there: it is asked before the server is, and what a run that fails does not replace is
    // kept.
    [`${SIMULATE} --prometheus http://127.0.0.1:9 --retries 0 --record FILE`, 'r', 'n', 'exit 2', 'kept\n'],
    [`${SIMULATE} --prometheus http://127.0.0.1:9 --retries 0 --record FILE`, 'r', 'y', 'exit 4', 'kept\n'],
  ])('%s: %s, %s', async (command, file, answer, exit, content) => {
    const line = `echo kept > ${file}; ${command.replace('FILE', file)}`;
    await session(line, [[`${file} exists. Replace it (y/N)`, answer]], async (terminal, { work }) => {
      await terminal.until(exit);
      expect(readFileSync(join(work, file), 'utf8')).toContain(content);
    });
  });
});

describe.skipIf(!hasTmux).concurrent('blueprints generate at a terminal', () => {
  test('base, in twelve answers', async () => {
    const steps: readonly Step[] = [
      ...BEGINNING,
      ['What drives the ramp'],
      ['Go forward while the average latency is below (ms)', '75'],
      ['Step back when it is above (ms) (never)'],
      ['Reset to the start when it is above (ms)', '100'],
      ['What else'],
      ...RAMP,
    ];
    expect(steps).toHaveLength(12);
    await session('rollout blueprints generate --name base', steps, async (terminal, sandbox) => {
      await terminal.until('exit 0');
      expect(terminal.screen()).toContain('wrote values.yaml\nthe fastest way to 100 % takes 3 h 1 s\n');
      expect(terminal.screen()).toMatch(/\n {2}100 % +.*▇\n/);
      const { drivers } = valuesIn(sandbox).policy;
      expect(drivers.average_latency_drivers).toMatchObject([
        { criteria: { forward: { threshold: 75 }, reset: { threshold: 100 } } },
      ]);
      expect(stepsIn(sandbox)).toBe('1,0s 4.6,1h 22,1h 100,1h');
      expect(readFileSync(join(sandbox.work, 'values.yaml'), 'utf8')).toContain(
        '# blueprint: policies/feature-rollout/base\n',
      );
      expect(await sandbox.run('rollout policy validate --values-file values.yaml --strict')).toMatchObject({
        exit: 0,
      });
    });
  });

  test('promql, with a wrong query put right and a ready-made one', async () => {
    const steps: readonly Step[] = [
      ...BEGINNING,
      ['What drives the ramp', '<Down>'],
      ['PromQL', 'sum(rate(errors_total[5m])'],
      [
        'PromQL sum(rate(errors_total[5m])\n  sum(rate(errors_total[5m])\n     ^ "(" is never closed\n  add ")"',
        ')',
      ],
      ['Good values of it are'],
      ['Go forward', '1'],
      ['Step back'],
      ['Reset', '0.5'],
      [
        'Reset to the start when it is above 0.5\nmust be above the 1 of forward, or both would hold at once',
        '<C-u>5',
      ],
      ['What else', '<Down>'],
      ['Where do the metrics come from', '<Down><Down>'],
      ['What decides'],
      ['Which destination_service_name (checkout)'],
      ['Over the last'],
      ['Go forward while the error rate is below (%)'],
      ['Step back'],
      ['Reset'],
      ['What else'],
      ['Go forward while'],
      ['How does the ramp grow', '<Down><Down><Down>'],
      ['Steps', '1,0s 5,30m 100,2h'],
      ['Use this ramp'],
    ];
    await session('rollout blueprints generate --name promql', steps, async (terminal, sandbox) => {
      await terminal.until('exit 0');
      const criteria = { forward: { operator: 'lt', threshold: 1 }, reset: { operator: 'gt', threshold: 5 } };
      expect(valuesIn(sandbox).policy.drivers.promql_drivers).toEqual([
        { query_string: 'sum(rate(errors_total[5m]))', criteria },
        {
          query_string: expect.stringContaining('istio_requests_total{destination_service_name="checkout"'),
          criteria,
        },
      ]);
      expect(valuesIn(sandbox).policy.forward_when).toBe('all');
      expect(stepsIn(sandbox)).toBe('1,0s 5,30m 100,2h');
      expect(await sandbox.run('rollout policy validate --values-file values.yaml --strict')).toMatchObject({
        exit: 0,
      });
    });
  });

  test('asks only for what no flag gave, with the result alone on stdout', async () => {
    const flags =
      "--name base --set policy.policy_name=p --stage 100,5m --set 'policy.load_ramp.sampler.selectors=[{control_point: ingress}]'";
    await session(
      `rollout blueprints generate ${flags} -o json > out.json`,
      [['What drives the ramp', '<Up>']],
      async (terminal, sandbox) => {
        await terminal.until('exit 0');
        expect(terminal.screen()).not.toContain('Policy name');
        expect(JSON.parse(readFileSync(join(sandbox.work, 'out.json'), 'utf8'))).toMatchObject({
          policy: 'p',
          written: ['values.yaml'],
        });
      },
    );
  });

  test('asks before all else whether a file is replaced, and takes another name', async () => {
    const flags =
      "--name base --set policy.policy_name=p --stage 100,5m --set 'policy.load_ramp.sampler.selectors=[{control_point: ingress}]'";
    const steps: readonly Step[] = [
      ['values.yaml exists. Replace it (y/N)', 'n'],
      ['Write to', 'values.yaml'],
      ['values.yaml exists. Replace it (y/N)', 'n'],
      ['Write to', 'other.yaml'],
      ['What drives the ramp', '<Up>'],
    ];
    await session(
      `echo kept > values.yaml; rollout blueprints generate ${flags}`,
      steps,
      async (terminal, sandbox) => {
        await terminal.until('exit 0');
        expect(readFileSync(join(sandbox.work, 'values.yaml'), 'utf8')).toBe('kept\n');
        expect(valuesIn(sandbox, 'other.yaml').policy.policy_name).toBe('p');
      },
    );
  });

  test('asks for the blueprint, too', async () => {
    await session('rollout blueprints generate', [['Blueprint', '<Down><Down>']], (terminal) =>
      terminal.until('Policy name'),
    );
  });

  test.each<[string, readonly Step[]]>([
    ['at once', [['Policy name', '<C-c>']]],
    ['in a list', [...BEGINNING, ['What drives the ramp', '<C-c>']]],
    [
      'at the last question',
      [...BEGINNING, ['What drives the ramp', '<Up>'], ...RAMP.slice(0, 3), ['Use this ramp', '<C-c>']],
    ],
  ])('Ctrl-C %s leaves nothing behind and exits with 130', async (_, steps) => {
    await session('rollout blueprints generate --name base', steps, async (terminal, sandbox) => {
      await terminal.until('exit 130');
      expect(terminal.screen()).not.toMatch(/\n\s+at /);
      expect(existsSync(join(sandbox.work, 'values.yaml'))).toBe(false);
    });
  });

  test('asks nothing with --no-input', async () => {
    await session('rollout blueprints generate --name base --no-input', [], async (terminal) => {
      await terminal.until('exit 2');
      expect(terminal.screen().replaceAll('\n', '')).toContain('--set policy.policy_name=NAME');
    });
  });

  test('is plain under NO_COLOR', async () => {
    await session(
      'NO_COLOR=1 rollout blueprints generate --name base',
      [['Policy name', 'X']],
      async (terminal) => {
        await terminal.until('a name is lower-case');
        expect(terminal.colours()).not.toMatch(/\u001b\[3\dm/);
      },
    );
  });

  test('a terminal that is closed ends the questions', async () => {
    const running = (sandbox: Sandbox) =>
      spawnSync('pgrep', ['-f', `${sandbox.directory}/bin/rollout`]).status === 0;
    await session(
      'rollout blueprints generate --name base',
      BEGINNING.slice(0, 1),
      async (terminal, sandbox) => {
        await terminal.until('? Service that gets the feature');
        expect(running(sandbox)).toBe(true);
        terminal.close();
        expect(await pollUntil(() => !running(sandbox))).toBe(true);
      },
    );
  });
});
