import { expect, test } from 'vitest';
import { playScript } from '../../../../src/cli/demo/script.ts';
import { loadSubject } from '../../../../src/cli/demo/subject.ts';
import { readText } from '../../../../src/disk/read-text.ts';
import { fakeIO } from '../../../support/fake-io.ts';

const io = { ...fakeIO(), read: readText };

async function played(seed?: number): Promise<{ lines: string[]; kinds: string[]; outcome: string }> {
  const lines: string[] = [];
  const { result } = await playScript(await loadSubject(seed, io), (line) => lines.push(line));
  return { lines, kinds: result.events.map(({ kind }) => kind), outcome: result.outcome };
}

test('the script breaks the service, the ramp resets, stays low, and goes on once it is mended', async () => {
  const { lines, kinds, outcome } = await played();
  expect(outcome).toBe('completed');
  expect(kinds).toEqual([
    ...['started', 'step', 'step'],
    ...['paused', 'reset', 'started', 'step', 'paused'],
    ...['resumed', 'step', 'completed'],
  ]);
  const told = lines.flatMap((line) => /new version gets|is mended| reset/.exec(line)?.[0].trim() ?? []);
  expect(told).toEqual(['new version gets', 'reset', 'is mended']);
});

test('it is the same every time, and another with another seed', async () => {
  const first = await played();
  expect(await played()).toEqual(first);
  expect((await played(8)).lines).not.toEqual(first.lines);
});
