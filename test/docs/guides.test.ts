import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleMetrics } from '../support/example-metrics.ts';
import { blocksOf } from '../support/guide.ts';
import { foreignCalls, guideWorld, runBlock, SERVER } from '../support/guide-world.ts';
import {
  findPrometheus,
  INSTALL_HINT,
  type RunningPrometheus,
  startPrometheus,
} from '../support/prometheus.ts';
import { root, type Sandbox } from '../support/script.ts';

/** `ROLLOUT_DOCS=write npx vitest run test/docs/guides.test.ts` writes into the guides what their commands print. */
const isWriting = process.env.ROLLOUT_DOCS === 'write';
const hasPrometheus = findPrometheus() !== undefined;

/** Blocks on a server with a history of their own, which test/prometheus runs, and on a cluster, which test/servers/kubernetes runs. */
const ELSEWHERE = ['prometheus', 'live', 'first', 'second', 'cluster', 'pods'];

const read = (page: string): string => readFileSync(join(root, 'docs', page), 'utf8');
const pages = readdirSync(join(root, 'docs')).filter(
  (page) => page.endsWith('.md') && read(page).includes('```console'),
);

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

test('fourteen guides show commands and what they print', () => {
  expect(pages).toHaveLength(14);
});

let server: RunningPrometheus | undefined;
beforeAll(async () => {
  if (hasPrometheus) server = await startPrometheus(exampleMetrics());
});
afterAll(() => server?.stop());

describe('the guides', () => {
  test.concurrent.for(pages)('docs/%s', async (page, { skip }) => {
    const text = read(page);
    const blocks = blocksOf(text).filter(({ info }) => !ELSEWHERE.includes(info));
    if (blocks.some((block) => block.text.includes(SERVER)) && !hasPrometheus) skip(INSTALL_HINT);
    const sandbox = guideWorld();
    try {
      let written = text;
      for (const block of blocks) {
        const printed = await runBlock(block, sandbox, server?.url ?? SERVER);
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
    const sandbox = guideWorld();
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
      const said = foreignCalls(sandbox);
      expect(said).toContain(call);
      expect(said).toContain('checkout-v2 would have reached 100 %');
      expect(said).toMatch(/forward.*75.*80/);
      expect(said).toContain('```mermaid\nflowchart');
    } finally {
      sandbox.close();
    }
  });
});

test('the job of docs/judging.md holds the kept history to its limits, and comments the comparison', async () => {
  const sandbox = guideWorld();
  try {
    const blocks = blocksOf(read('judging.md'));
    const job = blocks.find(({ info }) => info.endsWith('judge.yml'))!;
    const { jobs } = load(job.text) as { jobs: { judge: { steps: readonly { run?: string }[] } } };
    const lines = jobs.judge.steps.flatMap(({ run }) => (run && !run.includes('npm install') ? [run] : []));
    expect(lines).toHaveLength(3);
    sandbox.write('.gitignore', '/out\n/examples\n.cache\n.local\n');
    const repository = `${blocks.find(({ language }) => language === 'sh')!.text}
      git init -q -b main && git add . && git -c user.name=a -c user.email=a@b commit -qm a && git update-ref refs/remotes/origin/main HEAD &&
      sed -i 's/threshold: 90/threshold: 105/' checkout/values.yaml`;
    for (const line of [repository, ...lines]) {
      const { exit, stdout, stderr } = await sandbox.run(`export PR=7 BASE=main; ${line}`);
      expect(exit, `${line}\n${stdout}${stderr}`).toBe(0);
    }
    const said = foreignCalls(sandbox);
    expect(said).toContain('gh pr comment 7 --edit-last --create-if-none');
    expect(said).toContain('| reset by nothing | 2 % | 0 % |');
    expect(readFileSync(join(sandbox.work, 'out/assessment.html'), 'utf8')).toContain('<h1>checkout-v2</h1>');
  } finally {
    sandbox.close();
  }
});
