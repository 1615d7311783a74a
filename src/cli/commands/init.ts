import { schemaReference } from '../../blueprint/schema-reference.ts';
import type { RolloutDocument } from '../../control/rollout-file/document.ts';
import { readRolloutFile } from '../../control/rollout-file/read.ts';
import { packagePath } from '../../disk/package-root.ts';
import { printableJson } from '../../text/printable.ts';
import type { Document } from '../../text/yaml.ts';
import { defineCommand } from '../command.ts';
import { chooseOutputFile } from '../generate/output-file.ts';
import { withProgress } from '../generate/progress.ts';
import { type Collected, collectRollout, knownOf } from '../init/collect.ts';
import type { Known } from '../init/known.ts';
import { NO_IMAGE } from '../init/kubernetes/image.ts';
import { stepsAfterInit } from '../init/next-steps.ts';
import { type InitRequest, readInitFlags } from '../init/request.ts';
import { writeRollout } from '../init/rollout-text.ts';
import type { IO } from '../io.ts';
import { outputOption, repeated } from '../options.ts';
import { addBlueprintsOption } from '../policy-flags.ts';
import { withHistory } from '../prompts/history.ts';
import { canPrompt, openPrompts } from '../prompts/open-prompts.ts';
import type { Prompts } from '../prompts/prompts.ts';
import { SCHEMA_URL } from '../template-options.ts';

export const init = defineCommand({
  describe: (command) =>
    addBlueprintsOption(
      command
        .optionsGroup('Policy:')
        .argument('[file]', 'values of the policy, as -f (default: values.yaml where it exists)')
        .option('--name <blueprint>', 'the blueprint; without it the values file names it')
        .option('-f, --values-file <file>', 'values of the policy')
        .option('--policy-file <file>', 'a policy instead'),
    )
      .optionsGroup('Rollout:')
      .option('--rollout <name>', 'its name (default: that of the policy)')
      .option('--prometheus <url>', 'the server that answers the queries of the policy')
      .option('--start <when>', 'manually, immediately, or a time (default: manually)')
      .option('--actuator <entry>', 'what it moves, as in the file; may be repeated', repeated)
      .option('--notify <entry>', 'who is told what happens, as in the file; may be repeated', repeated)
      .option('--set <path=value>', 'any key of the file; may be repeated', repeated)
      .optionsGroup('Result:')
      .option('--output-file <file>', 'where it is written; - is standard output (default: rollout.yaml)')
      .option('--kubernetes', 'write manifests that run it there instead (default file: kubernetes.yaml)')
      .option('--namespace <name>', 'of the manifests (default: default)')
      .option('--image <image>', 'of the manifests: node with rolloutctl')
      .option(...SCHEMA_URL)
      .option('--overwrite', 'replace an existing file')
      .addOption(outputOption())
      .addHelpText('after', EXAMPLES),

  request: readInitFlags,

  async run(request: InitRequest, io) {
    const known = await knownOf(request, io);
    const prompts = canPrompt(io, request) ? await openPrompts(io) : undefined;
    const { collected, file } = await collect(request, known, prompts, io);
    await io.write(file.file, await textOf(collected, { ...request, file: file.file }, io), file);
    printResult(collected, { ...request, file: file.file }, io);
    if (prompts) prompts.print(stepsAfterInit({ ...collected, request, file: file.file }, io, prompts.paint));
    return 0;
  },
});

/** Questions are asked only where flags leave something out that is needed; where it goes is found out before. */
async function collect(request: InitRequest, known: Known, prompts: Prompts | undefined, io: IO) {
  if (!prompts) {
    const file = await chooseOutputFile(request, undefined, io);
    return { file, collected: await collectRollout(request, known, undefined) };
  }
  return withProgress(prompts, io, (progress) =>
    withHistory(prompts, async (repeating) => {
      const file = await chooseOutputFile(request, repeating, io);
      const to = { ...request, file: file.file };
      return { file, collected: await collectRollout(to, known, { prompts: repeating, progress }) };
    }),
  );
}

async function textOf(collected: Collected, request: InitRequest, io: IO): Promise<string> {
  const { kubernetes, policy } = request;
  if (!kubernetes) return rolloutOf(collected, request, io);
  const { manifestsOf } = await import('../init/kubernetes/manifests-of.ts');
  const rolloutText = (document: Document) => rolloutOf({ document }, { file: '-', schemaUrl: true }, io);
  return manifestsOf({ ...kubernetes, ...collected, policy, rolloutText }, io);
}

/** What is written reads back. */
async function rolloutOf(
  { document }: Pick<Collected, 'document'>,
  { file, schemaUrl }: Pick<InitRequest, 'file' | 'schemaUrl'>,
  io: IO,
): Promise<string> {
  const schema = packagePath('schemas/rollout.schema.json');
  const text = writeRollout(
    document.value as RolloutDocument,
    schemaReference(schema, { output: file, cwd: io.cwd, byUrl: schemaUrl }),
  );
  await readRolloutFile(text, file);
  return text;
}

function printResult({ rollout }: Collected, request: InitRequest, io: IO): void {
  const { file, output, quiet, kubernetes } = request;
  if (kubernetes?.image === NO_IMAGE)
    io.note(`the image of the manifests is the placeholder ${NO_IMAGE}: name yours with --image`);
  const print = file === '-' ? io.err : io.out;
  if (output === 'json') print(`${printableJson({ rollout: rollout.name, file, written: [file] }, 2)}\n`);
  else if (!quiet && file !== '-') print(`wrote ${file}\n`);
}

const EXAMPLES = `
An entry is written as in the file: {KIND: {KEY: VALUE}}, with the kinds flagd, exec, webhook,
unleash, launchdarkly, postgres, virtual_service, http_route, feature_flag, config_map and patch.
At a terminal what is missing is asked: Esc goes back, ? explains, Ctrl-C prints the command that
goes on.

Examples:
  $ rollout init

  With every answer given:
  $ rollout init values.yaml --prometheus http://prometheus:9090 \\
      --actuator '{flagd: {file: flags.json, flag: new-checkout}}' \\
      --set bake=1h --set 'approvals=[{before_step: 2}]'

  Run it on Kubernetes:
  $ rollout init values.yaml --kubernetes --namespace shop --image registry.example/rollout:1 \\
      --prometheus http://prometheus:9090 --actuator '{webhook: {url: "http://flags/v1", flag: checkout}}'

  Rehearse it:
  $ rollout simulate --rollout-file rollout.yaml --start`;
