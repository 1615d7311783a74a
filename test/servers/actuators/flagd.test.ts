import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { flagd } from '../../../src/control/actuators/flagd.ts';
import type { Decision } from '../../../src/control/decision.ts';
import { npmTool } from '../../support/npm-tool.ts';
import { call, decisionOf, testWorld } from '../../support/test-world.ts';

/** The part of flagd-core that decides; it checks definitions with flagd's schema. */
interface Core {
  setConfigurations(definitions: string): void;
  resolveBooleanEvaluation(
    flag: string,
    fallback: boolean,
    context: Record<string, unknown>,
    logger: object,
  ): { readonly value: boolean; readonly reason: string };
}

const PACKAGE = '@openfeature/flagd-core';
const tool = npmTool(`${PACKAGE}@4.0.1`);
const silent = { error() {}, warn() {}, info() {}, debug() {} };
const IDS = Array.from({ length: 10_000 }, (_, n) => `user-${n}`);
const FLAG = 'new-checkout';

describe.skipIf(!tool)('flagd-core decides by the file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-flagd-core-'));
  const file = join(directory, 'flags.json');
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  beforeEach(() => {
    const flag = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
    writeFileSync(file, JSON.stringify({ flags: { [FLAG]: flag } }));
  });

  const actuator = flagd.open({ file, flag: FLAG }, testWorld({ directory }));

  /** Who has the feature after a decision. */
  async function after(parts: Partial<Decision>): Promise<ReadonlySet<string>> {
    expect(await actuator.apply(decisionOf(parts), call)).toEqual({ kind: 'confirmed' });
    const core = coreOf(readFileSync(file, 'utf8'));
    const has = (id: string) =>
      core.resolveBooleanEvaluation(FLAG, false, { targetingKey: id }, silent).value;
    return new Set(IDS.filter(has));
  }

  function coreOf(definitions: string): Core {
    const require = createRequire(join(tool!, 'package.json'));
    const core: Core = new (require(PACKAGE).FlagdCore)(undefined, silent);
    core.setConfigurations(definitions);
    return core;
  }

  test('flagd-core refuses what is no definition, so that it would refuse ours', () => {
    const flag = { state: 'ON', variants: { on: true, off: false } };
    expect(() => coreOf(JSON.stringify({ flags: { [FLAG]: flag } }))).toThrow();
  });

  test('10,000 ids get the percentage, and growth takes the feature from nobody', async () => {
    let before: ReadonlySet<string> = new Set();
    for (const percentage of [0, 0.001, 0.5, 1, 5, 10, 12.345, 25, 50, 75, 99, 99.999, 100]) {
      const now = await after({ percentage });
      expect([...before].filter((id) => !now.has(id))).toEqual([]);
      expect(Math.abs(now.size / 100 - percentage)).toBeLessThan(1);
      before = now;
    }
    expect(before.size).toBe(IDS.length);
  });

  test('of 0 % and of a kill nobody has it, the pass-through included; before that they have', async () => {
    const pass_through = { label_key: 'targetingKey', values: ['user-1', 'user-2'] };
    expect(await after({ percentage: 0, pass_through })).toEqual(new Set(['user-1', 'user-2']));
    expect(await after({ percentage: 50, pass_through, killed: true })).toEqual(new Set());
    expect(await after({ percentage: 0 })).toEqual(new Set());
  });
});
