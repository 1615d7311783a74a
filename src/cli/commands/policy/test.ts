import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { RolloutError } from '../../../errors/rollout-error.ts';
import { runTest } from '../../../run/policy-test/run-test.ts';
import { defineCommand } from '../../command.ts';
import { addBlueprintsOption } from '../../inputs.ts';
import type { IO } from '../../io.ts';
import { outputOption } from '../../options.ts';
import { paintFor } from '../../paint.ts';
import { reportJson } from '../../policy-test/json.ts';
import { junit } from '../../policy-test/junit.ts';
import { loadTests, type TestFile } from '../../policy-test/load.ts';
import { type FileReport, reportText } from '../../policy-test/text.ts';
import { updated } from '../../policy-test/update.ts';
import { writeResult } from '../../write-result.ts';

interface Options {
  readonly output: 'text' | 'json';
  readonly blueprints?: string;
  readonly junit?: string;
  readonly run?: string;
  readonly update?: boolean;
  readonly overwrite?: boolean;
}

const HELP = `
A test file names a policy or its values, feeds queries with series or a synthetic service, and says what must come of it.
--update shows what the file would say if what the policy did were right; with --overwrite it writes that.

Example:
  $ rollout policy test examples/policy-tests/average-latency.test.yaml`;

export const test = defineCommand({
  describe: (command) =>
    addBlueprintsOption(command)
      .argument('<file...>', 'test files; `-` is standard input')
      .option('--run <text>', 'only tests with this text in their name')
      .option('--junit <file>', 'also write JUnit XML')
      .option('--update', 'show which expectations would have to change')
      .option('--overwrite', 'with --update or --junit: write over the file')
      .addOption(outputOption())
      .addHelpText('after', HELP),

  request: (flags: Options, files) => ({ ...flags, files }),

  async run(options, io) {
    const files = await loadAll(options.files, options.blueprints, io);
    const reports: FileReport[] = [];
    for (const file of files) reports.push(await runAll(file, options.run ?? '', io));
    if (options.junit !== undefined) await writeResult(options.junit, junit(reports), options, io);
    io.out(
      options.output === 'json' ? reportJson(reports) : reportText(reports, await paintFor(io.colour.stdout)),
    );
    const isGreen = reports.every(({ tests }) => tests.every(({ failures }) => failures.length === 0));
    if (isGreen || !options.update) return isGreen ? 0 : 1;
    return (await update(reports, options.overwrite === true, io)) ? 0 : 1;
  },
});

/** Reads all files before one test runs. Throws with what is wrong in any of them. */
async function loadAll(
  files: readonly string[],
  blueprints: string | undefined,
  io: IO,
): Promise<readonly TestFile[]> {
  const loaded: TestFile[] = [];
  const problems: RolloutError[] = [];
  for (const file of files)
    try {
      loaded.push(await loadTests(file, blueprints, io));
    } catch (problem) {
      if (!(problem instanceof RolloutError)) throw problem;
      problems.push(problem);
    }
  if (problems.length > 0)
    throw new RolloutError(
      problems.flatMap(({ diagnostics }) => diagnostics),
      problems[0],
    );
  return loaded;
}

async function runAll(file: TestFile, wanted: string, io: IO): Promise<FileReport> {
  const tests = [];
  const options = { signal: io.interrupted, yieldToEventLoop };
  for (const ready of file.tests.filter(({ name }) => name.includes(wanted))) {
    if (io.interrupted.aborted) break;
    tests.push(await runTest(ready, { ...options, policy: file.policy, plan: file.plan }));
  }
  return { file, tests };
}

/** Says every change before it writes one; true when all failures are settled and written. */
async function update(reports: readonly FileReport[], isAllowed: boolean, io: IO): Promise<boolean> {
  let isSettled = isAllowed;
  for (const report of reports) {
    const { file } = report.file;
    const { text, changes, left } = updated(report, await io.read(file));
    for (const { line, before, after } of changes)
      io.err(`${file}:${line} ${isAllowed ? 'changed' : 'would change'} ${before} to ${after}\n`);
    if (left > 0)
      io.err(
        `${file}: ${left} ${left === 1 ? 'failure needs' : 'failures need'} a person: no single value says what was expected\n`,
      );
    if (isAllowed && changes.length > 0) await io.write(file, text, { overwrite: true });
    isSettled &&= left === 0;
  }
  if (!isAllowed) io.err('nothing was written; add --overwrite to write these changes\n');
  return isSettled;
}
