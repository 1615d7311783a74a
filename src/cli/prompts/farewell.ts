import type { Assignment } from '../../blueprint/set.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';
import { dumpYaml } from '../../text/yaml.ts';
import type { Paint } from '../paint.ts';

/** What a session ended with. */
export interface Session {
  readonly blueprint: string;
  /** The file that was written; null when none was, `-` for standard output. */
  readonly values: string | null;
  readonly answers: readonly Assignment[];
}

/** The next commands, and the one that does the same without questions. */
export function farewell({ blueprint, values, answers }: Session, paint: Paint): string {
  const file = quote(values === null || values === '-' ? 'values.yaml' : values);
  const next = [
    ['check it against your server', `rollout policy validate --values-file ${file} --prometheus URL`],
    ['see the circuit', `rollout policy graph --values-file ${file}`],
    ['rehearse it', `rollout simulate --values-file ${file} --start`],
  ].flatMap(([why, command]) => [paint.dim(`  # ${why}`), `  ${command}`]);
  const name = blueprint.split('/').at(-1)!;
  const same = [`rollout blueprints generate --name ${name}`, ...flagsOf(answers)].join(' \\\n    ');
  return ['', paint.bold('Next'), ...next, '', paint.bold('The same without questions'), `  ${same}`].join(
    '\n',
  );
}

/** The flags that give these values: steps as --stage, everything else as --set. */
function flagsOf(answers: readonly Assignment[]): string[] {
  return answers.flatMap(({ path, value }) => {
    const at = toDotted(toPointer(path));
    const step = value as { target_accept_percentage?: unknown; duration?: unknown };
    if (/^policy\.load_ramp\.steps\[\d+\]$/.test(at))
      return [`--stage ${step.target_accept_percentage},${step.duration}`];
    return at === 'policy.load_ramp.steps'
      ? []
      : [`--set ${quote(`${at}=${dumpYaml(value, { flowLevel: 0 }).trimEnd()}`)}`];
  });
}

/** For a POSIX shell. */
const quote = (text: string): string =>
  /^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
