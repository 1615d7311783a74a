import { toDotted, toPointer } from '../../text/pointer.ts';
import { dumpYaml } from '../../text/yaml.ts';
import type { IO } from '../io.ts';
import type { Paint } from '../paint.ts';
import { quote } from '../prompts/next-steps.ts';
import type { Collected } from './collect.ts';
import type { InitRequest } from './request.ts';

interface Written extends Collected {
  readonly request: InitRequest;
  readonly file: string;
}

/** The next commands, and where there were answers the one that does the same without questions. */
export function stepsAfterInit(written: Written, { argv, invocation }: IO, paint: Paint): string {
  const file = quote(written.file === '-' ? 'rollout.yaml' : written.file);
  const next = ['', paint.bold('Next'), ...commands(written, { file, invocation, paint })];
  if (written.answers.length === 0) return next.join('\n');
  const words = [`${invocation} ${argv.map(quote).join(' ')}`, ...flagsOf(written)].join(' \\\n    ');
  return [...next, '', paint.bold('The same without questions'), `  ${words}`].join('\n');
}

interface Naming extends Pick<IO, 'invocation'> {
  readonly file: string;
  readonly paint: Paint;
}

function commands({ request, rollout }: Written, { file, invocation, paint }: Naming): string[] {
  const name = quote(rollout.name);
  const { kubernetes } = request;
  if (kubernetes)
    return [
      `  kubectl apply -f ${file}`,
      `  ${invocation} status ${name} --state kubernetes://${kubernetes.namespace}`,
    ];
  return [
    paint.dim('  # rehearse it behind its gates'),
    `  ${invocation} simulate --rollout-file ${file} --start`,
    paint.dim('  # see whether it could run, and run it'),
    `  ${invocation} run ${file} --dry-run`,
    `  ${invocation} run ${file}`,
    paint.dim('  # try what a kill needs, once it runs'),
    `  ${invocation} kill ${name} --check`,
  ];
}

function flagsOf({ answers, file, request }: Written): string[] {
  const flags = answers.map(({ path, value }) => {
    const text = `${toDotted(toPointer(path))}=${dumpYaml(value, { flowLevel: 0 }).trimEnd()}`;
    return `--set ${quote(text)}`;
  });
  if (file === request.file) return flags;
  return [`--output-file ${quote(file)}`, ...flags];
}
