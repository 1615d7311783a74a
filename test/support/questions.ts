import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../../src/text/yaml.ts';
import { Sandbox } from './script.ts';
import { Terminal, type TerminalOptions } from './terminal.ts';

/** What the tests read of the values that were written. */
interface WrittenValues {
  readonly policy: {
    readonly policy_name: string;
    readonly drivers?: Readonly<Record<string, readonly { readonly query_string?: string }[]>>;
  };
}

/** A terminal of 80 columns and 24 rows in which `rollout LINE` runs. */
export async function at80x24(
  line: string,
  look: (terminal: Terminal, sandbox: Sandbox) => Promise<void>,
  options: TerminalOptions = {},
): Promise<void> {
  const sandbox = new Sandbox();
  const terminal = new Terminal(sandbox, `rollout ${line}`, { rows: 24, ...options });
  try {
    await look(terminal, sandbox);
  } finally {
    terminal.close();
    sandbox.close();
  }
}

type Steps = readonly (readonly [question: string, answer?: string])[];

/** Answers questions in turn. */
export async function answer(terminal: Terminal, ...steps: Steps) {
  for (const [question, text] of steps) {
    await terminal.shows(`? ${question}`);
    terminal.type(text ?? '');
  }
}

/** The same where answered questions stay as they were. */
export async function answerPlain(terminal: Terminal, ...steps: Steps) {
  for (const [question, text] of steps) {
    await terminal.until(`? ${question}`);
    terminal.type(text ?? '');
  }
}

/** The values file that was written. */
export const valuesIn = ({ work }: Sandbox): WrittenValues =>
  parseYaml(readFileSync(join(work, 'values.yaml'), 'utf8'), 'values.yaml').value as WrittenValues;

export const PROMQL = 'blueprints generate --name promql';
/** All but the driver. */
export const READY =
  "--set policy.policy_name=p --stage 100,5m --set 'policy.load_ramp.sampler.selectors=[{control_point: ingress}]'";
/** What is asked of a query: answers for one whose good values are low. */
export const THRESHOLDS = [
  ['Good values of it are'],
  ['Go forward', '1'],
  ['Step back'],
  ['Reset', '5'],
  ['What else'],
] as const;
