import { expect, test } from 'vitest';
import { readRolloutFile } from '../../../src/control/rollout-file/read.ts';
import { RolloutError } from '../../../src/errors/rollout-error.ts';

/** The least that a rollout file says, on lines 1 to 3. */
export const LEAST = 'rollout: a\nvalues_file: v.yaml\nactuators: [{exec: {command: [a], flag: f}}]\n';

export const withLines = (lines: string): string => `${LEAST}${lines}\n`;

/** A file with these actuators, from line 4. */
export const withActuators = (entries: string): string =>
  `rollout: a\nvalues_file: v.yaml\nactuators:\n  - ${entries}\n`;

/** All that is wrong in a file: `line:column CODE sentence | hint`. */
export async function faults(text: string): Promise<string[]> {
  const problem = await readRolloutFile(text, 'a.yaml').then(
    () => undefined,
    (thrown) => thrown,
  );
  if (!(problem instanceof RolloutError)) return [];
  return problem.diagnostics.map(
    ({ line, column, code, message, hint }) =>
      `${line}:${column} ${code} ${message}${hint === null ? '' : ` | ${hint}`}`,
  );
}

/** What a file says, and the one thing that is wrong with it. */
type Refused = readonly [title: string, text: string, expected: string];

/** A test for each file. */
export const eachIsRefused = (files: readonly Refused[]): void =>
  test.each(files)('%s is refused', async (_, text, expected) => {
    expect(await faults(text)).toEqual([expected]);
  });

/** `line:column CODE` of each. */
export const codesOf = async (text: string): Promise<string[]> =>
  (await faults(text)).map((fault) => fault.split(' ', 2).join(' '));
