import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleMetrics } from '../support/example-metrics.ts';
import { blocksOf, consoleOf, type GuideBlock, shownIn } from '../support/guide.ts';
import {
  findPrometheus,
  INSTALL_HINT,
  type RunningPrometheus,
  startPrometheus,
} from '../support/prometheus.ts';
import { root, Sandbox } from '../support/script.ts';

/** `ROLLOUT_DOCS=write npx vitest run test/docs/guides.test.ts` writes into the guides what their commands print. */
const isWriting = process.env.ROLLOUT_DOCS === 'write';
const SERVER = 'http://localhost:9090';
const hasPrometheus = findPrometheus() !== undefined;

const read = (page: string): string => readFileSync(join(root, 'docs', page), 'utf8');
const pages = readdirSync(join(root, 'docs')).filter(
  (page) => page.endsWith('.md') && read(page).includes('```console'),
);

/** Programs of others that a guide calls: each writes down its arguments and what it reads. */
const FOREIGN = ['kubectl', 'gh', 'curl'];

const RECORDER = `#!/usr/bin/env bash
echo "$(basename "$0") $*" >>"$CALLS"
case " $* " in *" - "*) cat >>"$CALLS" ;; esac
for file in "$@"; do case $file in *@*.md) cat "\${file#*@}" >>"$CALLS" ;; *.md) cat "$file" >>"$CALLS" ;; esac; done
`;

function world(): Sandbox {
  const sandbox = new Sandbox();
  sandbox.env.CALLS = join(sandbox.directory, 'calls');
  writeFileSync(sandbox.env.CALLS, '');
  for (const name of FOREIGN) {
    const file = join(dirname(sandbox.env.CALLS), 'bin', name);
    writeFileSync(file, RECORDER);
    chmodSync(file, 0o755);
  }
  symlinkSync(join(root, 'examples'), join(sandbox.work, 'examples'));
  return sandbox;
}

const calls = (sandbox: Sandbox): string => readFileSync(sandbox.env.CALLS!, 'utf8');

test('docs/README.md leads to every page', () => {
  const all = readdirSync(join(root, 'docs')).filter((page) => page.endsWith('.md') && page !== 'README.md');
  const linked = [...read('README.md').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, page]) => page);
  expect(linked.sort()).toEqual(all.sort());
});

/** The places of a page that a link may name, as forges make them of its headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );

test.each([...pages, 'README.md'])('the links of docs/%s lead somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  for (const [link, path, anchor] of links) {
    const file = join(root, 'docs', path === '' ? page : path!);
    expect(existsSync(file), link).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(readFileSync(file, 'utf8')), link).toContain(anchor);
  }
});

test('six guides show commands and what they print', () => {
  expect(pages).toHaveLength(6);
});

let server: RunningPrometheus | undefined;
beforeAll(async () => {
  if (hasPrometheus) server = await startPrometheus(exampleMetrics());
});
afterAll(() => server?.stop());

describe('the guides', () => {
  /** Runs one block in the world of its page; returns it with what was printed. */
  async function run(block: GuideBlock, sandbox: Sandbox): Promise<string> {
    const { language, info, text } = block;
    if (/\w\.\w+$/.test(info)) sandbox.write(info, text);
    if (language === 'console') return runShown(block, sandbox);
    if (info === 'no-run') await runSteering(text, sandbox);
    else if (language === 'sh') await runLine(text, sandbox, 0);
    return text;
  }

  /** No live run of that policy is here: each command is understood, and says so. */
  async function runSteering(text: string, sandbox: Sandbox): Promise<void> {
    for (const line of text.trim().split('\n')) await runLine(line, sandbox, 3);
  }

  /** The last command may end with the exit code that the block names. */
  async function runShown({ info, text }: GuideBlock, sandbox: Sandbox): Promise<string> {
    const shown = shownIn(text);
    const last = Number(/exit (\d+)/.exec(info)?.[1] ?? 0);
    const printed = [];
    for (const [i, { command }] of shown.entries()) {
      const output = await runLine(command, sandbox, i === shown.length - 1 ? last : 0);
      printed.push({ command, output });
    }
    return consoleOf(printed);
  }

  /** What a command prints on both streams. */
  async function runLine(command: string, sandbox: Sandbox, expected: number): Promise<string> {
    const line = command.replaceAll(SERVER, server?.url ?? SERVER);
    const { stdout, exit } = await sandbox.run(`{ ${line.trimEnd()}\n} 2>&1`);
    expect(exit, `exit code of ${line}\n${stdout}`).toBe(expected);
    return stdout.replaceAll(server?.url ?? SERVER, SERVER).replace(/[^\n]$/, '$&\n');
  }

  test.concurrent.for(pages)('docs/%s', async (page, { skip }) => {
    const text = read(page);
    if (text.includes(SERVER) && !hasPrometheus) skip(INSTALL_HINT);
    const sandbox = world();
    try {
      let written = text;
      for (const block of blocksOf(text)) {
        const printed = await run(block, sandbox);
        if (isWriting) written = written.replace(`\n${block.text}\`\`\``, () => `\n${printed}\`\`\``);
        else expect(printed).toBe(block.text);
      }
      if (isWriting) writeFileSync(join(root, 'docs', page), written);
    } finally {
      sandbox.close();
    }
  });
});

describe('the jobs of docs/ci.md', () => {
  interface Step {
    readonly run?: string;
  }
  interface Pipeline {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
    readonly rehearse: { readonly script: readonly string[]; readonly after_script: readonly string[] };
  }

  const file = (name: string): Pipeline =>
    load(blocksOf(read('ci.md')).find(({ info }) => info === name)!.text) as Pipeline;

  /** A repository with a change of a threshold against its main branch, and a recording. */
  async function repository(): Promise<Sandbox> {
    const sandbox = world();
    const blocks = blocksOf(read('ci.md')).filter(({ info }) => info.startsWith('checkout/'));
    for (const { info, text } of blocks) sandbox.write(info, text);
    sandbox.write('.gitignore', '/out\n/examples\n.cache\n.local\n');
    const made = await sandbox.run(
      `git init -q -b main && git add . && git -c user.name=a -c user.email=a@b commit -qm a && git update-ref refs/remotes/origin/main HEAD &&
      sed -i 's/threshold: 75/threshold: 80/' checkout/values.yaml &&
      rollout simulate checkout/values.yaml --start --prometheus ${server!.url} --from 2026-11-03T12:02:00Z --to 2026-11-03T14:00:00Z --record checkout/good.recording --quiet`,
    );
    expect(made.exit, made.stderr).toBe(0);
    return sandbox;
  }

  /** The lines of a job, but those that install rollout. */
  const own = (lines: readonly (string | undefined)[]): string[] =>
    lines.filter((line) => line !== undefined && !line.includes('npm install')).map((line) => line!);

  test.skipIf(!hasPrometheus).each([
    [
      'GitHub',
      () => own(file('.github/workflows/rollout.yml').jobs.rehearse!.steps.map(({ run }) => run)),
      'gh pr comment 7',
    ],
    [
      'GitLab',
      () => {
        const { script, after_script } = file('.gitlab-ci.yml').rehearse;
        return own([...script, ...after_script]);
      },
      'curl ',
    ],
  ])('that of %s tests, replays and comments', async (_forge, lines, call) => {
    const sandbox = await repository();
    const env =
      'export PR=7 BASE=main CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_API_V4_URL=https://gitlab.example/api/v4 CI_PROJECT_ID=1 CI_MERGE_REQUEST_IID=7 ROLLOUT_COMMENT_TOKEN=x; ';
    try {
      for (const line of lines()) {
        const { exit, stdout, stderr } = await sandbox.run(env + line);
        expect(exit, `${line}\n${stdout}${stderr}`).toBe(0);
      }
      const said = calls(sandbox);
      expect(said).toContain(call);
      expect(said).toContain('checkout-v2 would have reached 100 %');
      expect(said).toMatch(/forward.*75.*80/);
      expect(said).toContain('```mermaid\nflowchart');
    } finally {
      sandbox.close();
    }
  });
});
