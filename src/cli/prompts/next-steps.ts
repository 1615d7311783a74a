import type { Stage } from '../../blueprint/stage.ts';
import type { Assignment } from '../../text/assign.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';
import { dumpYaml } from '../../text/yaml.ts';
import type { Paint } from '../paint.ts';

/** What `blueprints generate` did with a person's answers. */
export interface GeneratedValues {
  readonly blueprint: string;
  /** The directory of the user's own blueprints. */
  readonly blueprints?: string;
  /** The values file it started from. */
  readonly valuesFile?: string;
  /** The file that was written; null when none was, `-` for standard output. */
  readonly written: string | null;
  /** Whether queries of the user's own drive it: the built-in scenario cannot know what they read. */
  readonly hasQueries: boolean;
  readonly answers: readonly Assignment[];
  /** How rollout is started here. */
  readonly invocation: string;
}

/** The next commands, and the one that does the same without questions. */
export function nextSteps(generated: GeneratedValues, paint: Paint): string {
  const steps = stepsAfter(generated).flatMap(([why, command]) => [paint.dim(`  # ${why}`), `  ${command}`]);
  return [
    '',
    paint.bold('Next'),
    ...steps,
    '',
    paint.bold('The same without questions'),
    `  ${commandOf(generated)}`,
  ].join('\n');
}

type Step = readonly [why: string, command: string];

function stepsAfter({ written, valuesFile, hasQueries, invocation }: GeneratedValues): Step[] {
  const values = written ?? valuesFile ?? '-';
  const file = quote(values === '-' ? 'values.yaml' : values);
  const rehearse = `${invocation} simulate --values-file ${file} --start`;
  return [
    ['check it against your server', `${invocation} policy validate --values-file ${file} --prometheus URL`],
    ['see the circuit', `${invocation} policy graph --values-file ${file}`],
    hasQueries
      ? ['rehearse it on your history', `${rehearse} --prometheus URL --from now-7d`]
      : ['rehearse it', rehearse],
  ];
}

/** The command that gives the same values without questions. */
function commandOf(generated: GeneratedValues): string {
  const { blueprint, blueprints, valuesFile, written, answers } = generated;
  const words = [`${generated.invocation} blueprints generate --name ${blueprint.split('/').at(-1)}`];
  if (blueprints !== undefined) words.push(`--blueprints ${quote(blueprints)}`);
  if (valuesFile !== undefined) words.push(`--values-file ${quote(valuesFile)}`);
  if (written !== null && written !== 'values.yaml') words.push(`--output-file ${quote(written)}`);
  return [words.join(' '), ...answers.flatMap(flagsOf)].join(' \\\n    ');
}

/** The command that goes on where it was interrupted: the words that were given, and the answers as flags. */
export function commandToContinue(
  { words, blueprint, answers }: InterruptedQuestions,
  invocation: string,
): string {
  const given = words.map(quote).join(' ');
  const name = blueprint === undefined ? [] : [`--name ${quote(blueprint.split('/').at(-1)!)}`];
  return [`${invocation} ${given}`, ...name, ...answers.flatMap(flagsOf)].join(' \\\n    ');
}

/** What was given and answered until an interruption. */
export interface InterruptedQuestions {
  /** The words of the command line, without `rollout`. */
  readonly words: readonly string[];
  /** The blueprint, where a person chose it. */
  readonly blueprint?: string;
  readonly answers: readonly Assignment[];
}

/** The flag that gives this value: `--stage` for a step, nothing for the list of them, else `--set`. */
function flagsOf({ path, value }: Assignment): string[] {
  const at = toDotted(toPointer(path));
  if (at === 'policy.load_ramp.steps') return [];
  if (/^policy\.load_ramp\.steps\[\d+\]$/.test(at)) {
    const { target_accept_percentage, duration } = value as Stage;
    return [`--stage ${target_accept_percentage},${duration}`];
  }
  return [`--set ${quote(`${at}=${dumpYaml(value, { flowLevel: 0 }).trimEnd()}`)}`];
}

/** For a POSIX shell. */
export const quote = (text: string): string =>
  /^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
