import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isGroup } from '../../src/cli/command-entry.ts';
import { commands } from '../../src/cli/commands.ts';
import { writeStatus } from '../../src/control/state/status-file.ts';
import { parseScript } from '../support/circuit-script.ts';
import { STATUS } from '../support/control/rollout-status.ts';
import { storeIn } from '../support/control/stored.ts';
import { exampleLines, needsServer } from '../support/help.ts';
import { root, Sandbox } from '../support/script.ts';

interface Block {
  readonly language: string;
  readonly text: string;
  /** The heading it stands under. */
  readonly under: string;
}

/** The fenced blocks of a page, in order. */
function blocksOf(page: string): Block[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```(\S*)[^\n]*\n([\s\S]*?)^```/gm)].map((match) => ({
    language: match[1]!,
    text: match[2]!,
    under:
      text
        .slice(0, match.index)
        .match(/^##? .*$/gm)
        ?.at(-1)
        ?.replace(/^#+ /, '') ?? '',
  }));
}

/** The command lines of a page that begin with `rollout`, comments and `\` continuations taken away. */
const commandsOf = (page: string): string[] =>
  blocksOf(page)
    .filter(({ language }) => language === '')
    .flatMap(({ text }) => text.replace(/\\\n\s*/g, ' ').split('\n'))
    .map((line) => line.replace(/\s{2,}#.*$/, ''))
    .filter((line) => line.startsWith('rollout '));

/** What a user puts in place of each placeholder of a template. */
const filled = (template: string): string =>
  template
    .replace(/(policy_name): __\w+__/, '$1: checkout-v2')
    .replace(/(target_accept_percentage): __\w+__/, '$1: 100')
    .replace(/(duration): __\w+__/, '$1: 10m')
    .replace(/(query_string): __\w+__/, '$1: sum(rate(errors_total[5m]))')
    .replace(/(operator): __\w+__/, '$1: lt')
    .replace(/(operator): __\w+__/, '$1: gt')
    .replace(/(threshold): __\w+__/, '$1: 75')
    .replace(/(threshold): __\w+__/, '$1: 120')
    .replace(/: __\w+__/g, ': checkout');

/**
 * A directory that holds what a clone holds, and the files that these command lines read and do not write.
 */
function clone(lines: readonly string[]): Sandbox {
  const example = readFileSync(join(root, 'examples/policy-tests/average-latency.values.yaml'), 'utf8');
  const sandbox = new Sandbox(new Map([['values-new.yaml', example.replace('120', '130')]]));
  if (!lines.some((line) => line.includes('--output-file values.yaml')))
    sandbox.write('values.yaml', example);
  for (const folder of ['examples', 'blueprints', 'docs', 'schemas'])
    symlinkSync(join(root, folder), join(sandbox.work, folder));
  return sandbox;
}

const KILLED = { acknowledged: null, confirmed: 'clean', late: [] } as const;

/** Nobody answers there. */
const WHOLE_INIT = `rollout init --prometheus http://127.0.0.1:9 --actuator '{exec: {command: [a], flag: f}}'`;

/** What is there before the examples of a command, or is not. */
const PREPARED: Readonly<Record<string, (sandbox: Sandbox) => unknown>> = {
  'blueprints values': (sandbox) => sandbox.run('rm values.yaml'),
  'dynamic-config apply': (sandbox) =>
    sandbox.run('rollout blueprints dynamic-values --name base --output-file dynamic.yaml'),
  why: (sandbox) => sandbox.run('rm run.csv'),
  'policy alerts': (sandbox) => sandbox.run(WHOLE_INIT),
  'policy dashboard': (sandbox) => sandbox.run(WHOLE_INIT),
  run: (sandbox) => sandbox.run(WHOLE_INIT),
  export: (sandbox) => sandbox.run(WHOLE_INIT),
  import: prepareImport,
  kill: (sandbox) => storeIn(sandbox, {}),
  unkill: (sandbox) => storeIn(sandbox, { killed: KILLED }),
  approve: (sandbox) => storeIn(sandbox, {}, { approvals: [{ before_step: 2 }] }),
  advance: (sandbox) => storeIn(sandbox, {}),
  end: (sandbox) => storeIn(sandbox, {}),
  events: (sandbox) => storeIn(sandbox, {}),
  status: (sandbox) => writeStatus(storeIn(sandbox, { target: 43 }), { ...STATUS, state: 'completed' }),
};

async function prepareImport(sandbox: Sandbox): Promise<void> {
  const rollout = blocksOf('docs/coming-from-argo-or-flagger.md').find(
    ({ language }) => language === 'yaml',
  )!;
  sandbox.write('rollout-and-templates.yaml', rollout.text);
  await sandbox.run('rollout export values.yaml --to flagger --output-file canaries.yaml; rm values.yaml');
}

/** The commands that judge a policy are tried on the kept history, on fewer starts. */
const JUDGING = ['assess', 'tune', 'compare'];

function onKeptHistory(lines: readonly string[], sandbox: Sandbox): string[] {
  const values = readFileSync(join(root, 'examples/judging/values.yaml'), 'utf8');
  sandbox.write('values.yaml', values);
  sandbox.write('values-new.yaml', values.replace('threshold: 90', 'threshold: 89'));
  symlinkSync(join(root, 'examples/judging/two-weeks.recording'), join(sandbox.work, 'week.recording'));
  return lines.filter((line) => line.includes('week.recording')).map((line) => `${line} --every 2h`);
}

/** It asks at a terminal. */
const INIT = 'rollout init';

/** Runs command lines one after the other, as a user who fills in each template that is written. */
async function runAll(lines: readonly string[], sandbox: Sandbox): Promise<void> {
  for (const line of lines) {
    const asks = /generate --name [\w-]+$/.test(line) || line === INIT;
    // Where values.yaml exists that is refused before anything is missing.
    const { exit, stderr } = await sandbox.call(bounded(asks ? `${line} --output-file other.yaml` : line));
    expect(exit, `exit code of ${line}\n${stderr}`).toBe(exitOf(line, asks));
    if (asks && line !== INIT) expect(stderr).toContain('give --set policy.policy_name=NAME');
    if (/blueprints values .*--output-file values.yaml/.test(line))
      sandbox.write('values.yaml', filled(readFileSync(join(sandbox.work, 'values.yaml'), 'utf8')));
  }
}

/** What goes on until it is interrupted is interrupted. */
const bounded = (line: string): string =>
  line.replace(/^rollout status --watch/, 'timeout --preserve-status --signal INT 1 $&');

/** 130 where it was interrupted, 2 where values are missing, 3 where nothing runs that could be steered, 4 for a run whose server does not answer, 1 where `policy diff` finds differences. */
function exitOf(line: string, asks: boolean): number {
  if (asks) return 2;
  if (line.startsWith('rollout status --watch')) return 130;
  if (/^rollout (start|pause|resume|reset) /.test(line)) return 3;
  if (line.startsWith('rollout run ')) return 4;
  return line.includes('policy diff') ? 1 : 0;
}

const PAGES = ['docs', 'blueprints', 'examples', 'src']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith('.md') && commandsOf(file).length > 0);

describe('the commands of', () => {
  test('eight pages have commands', () => {
    expect(PAGES).toHaveLength(8);
  });

  test.concurrent.for(PAGES)('%s', async (page) => {
    const lines = commandsOf(page);
    const sandbox = clone(lines);
    try {
      if (page.startsWith('blueprints/'))
        sandbox.write('example.yaml', readFileSync(join(root, page, '../example.yaml'), 'utf8'));
      await runAll(lines, sandbox);
    } finally {
      sandbox.close();
    }
  });

  const groups = Object.entries(commands).map(([name, entry]) => [
    name,
    ...(isGroup(entry) ? Object.keys(entry.commands).map((command) => `${name} ${command}`) : []),
  ]);
  test.concurrent.for([[''], ...groups])('the help of %s', async (names) => {
    const sandbox = clone([]);
    try {
      await sandbox.run(
        'rollout simulate --values-file values.yaml --start --trace run.csv; rollout policy render --values-file values.yaml --output-file policy.yaml; mkdir -p ~/.local/share/bash-completion/completions ~/.config/fish/completions; rm -rf zsh; mkdir zsh',
      );
      for (const name of names) {
        const { stdout } = await sandbox.call(`rollout ${name} --help`);
        const examples = exampleLines(stdout);
        const tried = JUDGING.includes(name)
          ? onKeptHistory(examples, sandbox)
          : examples.filter((line) => !needsServer(line)); // test/prometheus/help.test.ts runs those
        const lines = tried.map((line) =>
          line
            .replace(' | kubectl apply -f -', '')
            .replace('kubectl get canaries,metrictemplates -o yaml', 'cat canaries.yaml')
            .replace('${fpath[1]}', 'zsh'),
        );
        expect(lines.length, name).toBeGreaterThan(0);
        await PREPARED[name]?.(sandbox);
        await runAll(lines, sandbox);
      }
    } finally {
      sandbox.close();
    }
  });
});

test('the example of docs/policy-tests.md passes', async () => {
  const sandbox = clone([]);
  try {
    const example = blocksOf('docs/policy-tests.md').find(({ language }) => language === 'yaml')!;
    sandbox.write('tests/own.test.yaml', example.text.replace('values.yaml', '../values.yaml'));
    const { stdout, exit } = await sandbox.run('rollout policy test tests/own.test.yaml');
    expect(stdout).toContain('1 passed');
    expect(exit).toBe(0);
  } finally {
    sandbox.close();
  }
});

test('the queries of docs/lint.md: the first of a block is warned of, the next is clean', async () => {
  const sandbox = clone([]);
  try {
    const blocks = blocksOf('docs/lint.md').filter(({ text }) => text.startsWith('query_string: '));
    expect(blocks.map(({ under }) => under)).toEqual(['PROMQL_SYNTAX', 'PROMQL_SERIES', 'PROMQL_RANGE_TIME']);
    for (const { text, under } of blocks) {
      for (const [i, line] of text.trim().split('\n').entries()) {
        const query = line.replace('query_string: ', '').replace(/\s+#.*$/, '');
        sandbox.write(
          'q.yaml',
          `policy: {policy_name: q, load_ramp: {sampler: {selectors: [{control_point: c}]}, steps: [{target_accept_percentage: 100, duration: 1h}]}, drivers: {promql_drivers: [{query_string: '${query}', criteria: {reset: {operator: gt, threshold: 1}}}]}}`,
        );
        const { stdout } = await sandbox.run(
          'rollout blueprints validate --name promql --values-file q.yaml -o json',
        );
        const codes = JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code);
        expect(codes, query).toEqual(i === 0 ? [under] : []);
      }
    }
  } finally {
    sandbox.close();
  }
});

test('the example of test/conformance/README.md runs', () => {
  const [example] = blocksOf('test/conformance/README.md');
  const cases = parseScript(example!.text, 'README.md');
  expect(cases).toHaveLength(1);
  for (const { run } of cases) run();
});
