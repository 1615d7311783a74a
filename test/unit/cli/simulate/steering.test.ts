import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { joinStore } from '../../../../src/cli/simulate/steering.ts';
import { Store } from '../../../../src/control/store.ts';
import type { Diagnostic } from '../../../../src/errors/rollout-error.ts';
import type { Observer } from '../../../../src/run/observer.ts';
import { fakeIO } from '../../../support/fake-io.ts';
import { latencyPlan } from '../../../support/plans.ts';

const plan = latencyPlan([[100, '1m']]);
const facts = { kind: 'live', name: null, url: null, server: null } as const;
const observer = {
  decision: 'hold',
  timeOf: () => 0,
  reasonNow: () => '',
  remaining: () => undefined,
} as unknown as Observer;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollout-steering-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A live run in `dir` that announces itself a second apart; its warnings are the codes. */
function session() {
  const warnings: Diagnostic['code'][] = [];
  let now = 0;
  const io = { ...fakeIO(), now: () => now++ };
  const warn = ({ code }: Diagnostic) => warnings.push(code);
  const live = joinStore('p', plan, undefined, facts, undefined, { stateDir: dir }, io, warn);
  const frame = plan.start().frame;
  return { warnings, poll: live.poll!, end: live.end, announce: () => live.announce(0, frame, observer) };
}

test('a state directory that cannot be written ends a run before it begins', () => {
  writeFileSync(join(dir, 'running'), '');
  const { announce, warnings } = session();
  expect(announce).toThrow(/cannot be written/);
  expect(warnings).toEqual([]);
});

test('one that is lost on the way is a warning, once, and the run says where it stands when it can again', () => {
  const { announce, warnings, end } = session();
  const running = join(dir, 'running');
  announce();
  rmSync(running, { recursive: true });
  writeFileSync(running, '');
  announce();
  announce();
  expect(warnings).toEqual(['STATUS_LOST']);
  rmSync(running);
  announce();
  expect(new Store(dir).running('p')).toHaveLength(1);
  end();
  expect(warnings).toEqual(['STATUS_LOST']);
});

test('a configuration that cannot be read is a warning, once, and the next good one is taken', () => {
  const { poll, warnings } = session();
  const folder = join(dir, 'dynamic-config');
  mkdirSync(folder);
  writeFileSync(join(folder, 'p.json'), '{');
  expect([poll(1), poll(2)]).toEqual([undefined, undefined]);
  expect(warnings).toEqual(['DYNAMIC_LOST']);
  new Store(dir).apply('p', { rollout: true });
  expect([poll(3), poll(4)]).toEqual([{ rollout: true }, undefined]);
  rmSync(folder, { recursive: true });
  symlinkSync('dynamic-config', folder);
  expect([poll(5), poll(6)]).toEqual([undefined, undefined]);
  expect(warnings).toEqual(['DYNAMIC_LOST', 'DYNAMIC_LOST']);
});
