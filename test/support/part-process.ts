import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { RunEvent } from '../../src/run/result.ts';
import { bundleProgram } from './bundle-program.ts';
import { type CutBy, type Part, type PartResult, type PartSource, runPart } from './run-part.ts';

const execute = promisify(execFile);

/** Runs parts of runs, each in a process of its own. */
export class PartProcesses {
  readonly #directory: string;
  readonly #bundle: string;

  private constructor(directory: string, bundle: string) {
    this.#directory = directory;
    this.#bundle = bundle;
  }

  /** Bundles the program of a part; its parts and results go through files of `directory`. */
  static async in(directory: string): Promise<PartProcesses> {
    const bundle = await bundleProgram('test/support/run-part-main.ts');
    return new PartProcesses(directory, bundle);
  }

  async run(part: Part): Promise<PartResult> {
    const [input, output] = ['part.json', 'result.json'].map((name) => join(this.#directory, name));
    writeFileSync(input!, JSON.stringify(part));
    await execute(process.execPath, [this.#bundle, input!, output!]);
    return JSON.parse(readFileSync(output!, 'utf8'));
  }

  close(): void {
    rmSync(this.#bundle, { force: true });
  }
}

interface Cut {
  readonly at: number;
  readonly by: CutBy;
}

/** One to three cuts of a run of so many ticks, in order. */
function cutsOf(ticks: number): fc.Arbitrary<readonly Cut[]> {
  const at = fc.integer({ min: 1, max: ticks - 1 });
  const by = fc.constantFrom<CutBy[]>('limit', 'signal', 'state');
  return fc
    .uniqueArray(fc.record({ at, by }), { minLength: 1, maxLength: 3, selector: (cut) => cut.at })
    .map((cuts) => cuts.sort((a, b) => a.at - b.at));
}

/** Cuts before the ticks of the first event of every kind. */
function cutsAtEvents(events: readonly RunEvent[]): readonly Cut[] {
  const ticks = new Map(events.toReversed().map(({ kind, tick }) => [kind, tick]));
  const distinct = [...new Set(ticks.values())].filter((tick) => tick > 0).sort((a, b) => a - b);
  return distinct.map((at) => ({ at, by: 'limit' }));
}

/**
 * Cuts a run at its events, then at random ticks, `runs` times; its parts, each in a process of its own, must
 * come to what the whole run came to.
 */
export async function expectPartsToEqualTheWhole(
  processes: PartProcesses,
  source: PartSource,
  { ticks, runs }: { readonly ticks: number; readonly runs: number },
): Promise<void> {
  const whole = await runPart({ source, from: null, to: ticks, ticks, by: 'limit' });
  const again = withoutRecord(source);
  await fc.assert(
    fc.asyncProperty(cutsOf(ticks), async (cuts) => {
      const parts: PartResult[] = [];
      for (const { at: to, by } of [...cuts, { at: ticks, by: 'limit' as const }])
        parts.push(await processes.run({ source: again, from: parts.at(-1)?.state ?? null, to, ticks, by }));
      const last = parts.at(-1)!;
      expect(parts.map(({ trace }) => trace).join('') === whole.trace).toBe(true);
      expect(parts.flatMap(({ events }) => events)).toEqual(whole.events);
      expect(last.result).toEqual(whole.result);
      expect(last.warnings).toEqual(whole.warnings);
    }),
    {
      numRuns: runs + 1,
      seed: Number(process.env.ROLLOUT_TEST_SEED ?? 20_261_121),
      examples: [[cutsAtEvents(whole.events)]],
    },
  );
}

const withoutRecord = (source: PartSource): PartSource =>
  'record' in source ? { ...source, record: undefined } : source;
