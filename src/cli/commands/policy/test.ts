import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { throwIfErrors } from '../../../errors/rollout-error.ts';
import { runTest } from '../../../run/policy-test/run-test.ts';
import { defineCommand } from '../../command.ts';
import { FaultCollector } from '../../fault-collector.ts';
import type { IO } from '../../io.ts';
import { outputOption } from '../../options.ts';
import { paintFor } from '../../paint.ts';
import { addBlueprintsOption } from '../../policy-flags.ts';
import { failureDiagnostics } from '../../policy-test/failure-diagnostics.ts';
import { reportJson } from '../../policy-test/json.ts';
import { junit } from '../../policy-test/junit.ts';
import { loadTests, type TestFile } from '../../policy-test/load.ts';
import { type FileReport, reportText } from '../../policy-test/text.ts';
import { type Update, updated } from '../../policy-test/update.ts';
import { writeResult } from '../../write-result.ts';

interface Flags {
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

Examples:
  $ rollout policy test examples/policy-tests/average-latency.test.yaml

  Those with a word in their name:
  $ rollout policy test examples/policy-tests/*.test.yaml --run missing

  In continuous integration:
  $ rollout policy test examples/policy-tests/*.test.yaml --junit tests.xml --annotations github

  What the files would say if the policy were right:
  $ rollout policy test examples/policy-tests/average-latency.test.yaml --update`;

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

  request: ({ blueprints, run, junit, update, overwrite, output }: Flags, files) => ({
    files,
    blueprints,
    /** Only tests whose name holds this text. */
    wanted: run ?? '',
    junit,
    update: update === true,
    overwrite: overwrite === true,
    output,
  }),

  async run({ files, blueprints, wanted, junit: junitFile, update, overwrite, output }, io) {
    const reports: FileReport[] = [];
    for (const file of await loadAll(files, blueprints, io)) reports.push(await runAll(file, wanted, io));
    if (junitFile !== undefined) await writeResult(junitFile, junit(reports), { overwrite }, io);
    if (output === 'json') io.out(reportJson(reports));
    else io.say(reportText(reports, await paintFor(io.colour.stdout)));
    io.annotate(reports.flatMap(failureDiagnostics));
    const isGreen = reports.every(({ tests }) => tests.every(({ failures }) => failures.length === 0));
    if (isGreen) return 0;
    const isGreenNow = update && (await updateFiles(reports, overwrite, io));
    return isGreenNow ? 0 : 1;
  },
});

/** Reads all files before one test runs. Throws with what is wrong in any of them. */
async function loadAll(
  files: readonly string[],
  blueprints: string | undefined,
  io: IO,
): Promise<readonly TestFile[]> {
  const faults = new FaultCollector();
  const loaded: TestFile[] = [];
  for (const file of files) {
    const one = await faults.collect(() => loadTests(file, blueprints, io));
    if (one) loaded.push(one);
  }
  throwIfErrors(faults.diagnostics);
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

/** Prints every change before it writes one; true when all failures are resolved and written. */
async function updateFiles(reports: readonly FileReport[], isAllowed: boolean, io: IO): Promise<boolean> {
  let left = 0;
  for (const report of reports) {
    const { file } = report.file;
    const update = updated(report, await io.read(file));
    left += update.left;
    printUpdate(update, { file, isAllowed }, io);
    if (isAllowed && update.changes.length > 0) await io.write(file, update.text, { overwrite: true });
  }
  if (!isAllowed) io.err('nothing was written; add --overwrite to write these changes\n');
  return isAllowed && left === 0;
}

interface UpdatedFile {
  readonly file: string;
  /** Whether it is written. */
  readonly isAllowed: boolean;
}

function printUpdate({ changes, left }: Update, { file, isAllowed }: UpdatedFile, io: IO): void {
  const changed = isAllowed ? 'changed' : 'would change';
  for (const { line, before, after } of changes) io.err(`${file}:${line} ${changed} ${before} to ${after}\n`);
  if (left === 0) return;
  const need = left === 1 ? 'failure needs' : 'failures need';
  io.err(`${file}: ${left} ${need} a person: no single value says what was expected\n`);
}
