import type { Secrets } from '../prometheus/http/secrets.ts';
import type { Outcome } from './actuators/actuator.ts';
import type { ConfigFault } from './actuators/kind.ts';
import { confirmed, refused, unknown } from './outcome.ts';
import type { ProgramEnd } from './program.ts';
import type { World } from './world.ts';

/** The keys that name a program. */
export interface ProgramKeys {
  readonly command: readonly string[];
  /** Names of variables that the program gets; it gets no other of ours. */
  readonly env?: readonly string[];
}

export const programSchema: Readonly<Record<string, object>> = {
  command: {
    type: 'array',
    minItems: 1,
    items: { type: 'string', minLength: 1 },
    description: 'The program and its arguments; no shell reads them.',
  },
  env: {
    type: 'array',
    items: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
    description: 'Names of environment variables that the program gets.',
  },
};

export const checkNames = ({ env = [] }: ProgramKeys): ConfigFault[] =>
  env.flatMap((name, index) => {
    const isOurs = name.startsWith('ROLLOUT_');
    return isOurs
      ? [{ path: `env[${index}]`, why: 'variables with ROLLOUT_ are those of the decision' }]
      : [];
  });

/** The variables that are named; what they hold is secret. */
export function environmentOf(
  { env = [] }: ProgramKeys,
  world: World,
  secrets: Secrets,
): Record<string, string> {
  const given = env.map((name) => [name, world.env[name]] as const);
  const pairs = given.filter((pair): pair is [string, string] => pair[1] !== undefined);
  secrets.add(...pairs.map(([, value]) => value));
  return Object.fromEntries(pairs);
}

/** With this code (EX_TEMPFAIL) a program says that it cannot tell what is in force. */
const CANNOT_TELL = 75;

export function outcomeOfProgram(end: ProgramEnd, secrets: Secrets): Outcome {
  if (end.kind === 'not_started') return refused(`the program could not be started: ${end.why}`);
  if (end.kind === 'timed_out') return unknown('the program was ended at its time limit');
  const words = end.said.trim() === '' ? '' : `: ${secrets.hide(end.said)}`;
  if (end.kind === 'stopped') return unknown(`the program was stopped by ${end.by}${words}`);
  if (end.code === 0) return confirmed;
  const why = `the program ended with ${end.code}${words}`;
  return end.code === CANNOT_TELL ? unknown(why) : refused(why);
}
