import type { Assignment } from '../../text/assign.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';
import { dumpYaml } from '../../text/yaml.ts';
import type { Paint } from '../paint.ts';

/** What a session ended with. */
export interface Session {
  readonly blueprint: string;
  /** The directory of the user's own blueprints. */
  readonly blueprints?: string;
  /** The values file it began with. */
  readonly began?: string;
  /** The file that was written; null when none was, `-` for standard output. */
  readonly values: string | null;
  /** Whether queries of the user's own drive it: the built-in scenario cannot know what they read. */
  readonly hasQueries: boolean;
  readonly answers: readonly Assignment[];
}

/** The next commands, and the one that does the same without questions. */
export function farewell(session: Session, paint: Paint): string {
  const { blueprint, values, hasQueries, answers } = session;
  const written = values ?? session.began ?? '-';
  const file = quote(written === '-' ? 'values.yaml' : written);
  const next = [
    ['check it against your server', `rollout policy validate --values-file ${file} --prometheus URL`],
    ['see the circuit', `rollout policy graph --values-file ${file}`],
    hasQueries
      ? [
          'rehearse it on your history',
          `rollout simulate --values-file ${file} --start --prometheus URL --from now-7d`,
        ]
      : ['rehearse it', `rollout simulate --values-file ${file} --start`],
  ].flatMap(([why, command]) => [paint.dim(`  # ${why}`), `  ${command}`]);
  const name = blueprint.split('/').at(-1)!;
  const begin = [
    `rollout blueprints generate --name ${name}`,
    ...(session.blueprints === undefined ? [] : [`--blueprints ${quote(session.blueprints)}`]),
    ...(session.began === undefined ? [] : [`--values-file ${quote(session.began)}`]),
    ...(values === null || values === 'values.yaml' ? [] : [`--output-file ${quote(values)}`]),
  ].join(' ');
  const same = [begin, ...flagsOf(answers)].join(' \\\n    ');
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
