import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fillDefaults } from '../../../src/blueprint/defaults.ts';
import { parametersOf } from '../../../src/blueprint/parameters.ts';
import {
  child,
  entries,
  isRequired,
  keysOf,
  keyword,
  targetOf,
  viewOf,
  withoutPolicySchema,
} from '../../../src/blueprint/schema-view.ts';
import { packagePath } from '../../../src/disk/package-root.ts';

const view = viewOf(packagePath('blueprints/policies/feature-rollout/ema-latency/values.schema.json'));
const at = (...keys: readonly string[]) =>
  keys.reduce((inside, key) => (key === '[]' ? entries(inside) : child(inside, key)), view);

test('a reference is followed, also into another file', () => {
  expect(keysOf(at('policy', 'load_ramp'))).toEqual(['sampler', 'steps']);
  expect(keyword(at('policy', 'load_ramp', 'steps', '[]', 'duration'), 'format')).toBe('duration');
});

test('the first schema that has a keyword wins, the others add keys', () => {
  const forward = at('policy', 'drivers', 'ema_latency_drivers', '[]', 'criteria', 'forward');
  expect(keyword(forward, 'description')).toContain('Go forward');
  expect(keyword(child(forward, 'latency_tolerance_multiplier'), 'default')).toBe(1.05);
  expect(keyword(child(forward, 'latency_tolerance_multiplier'), 'type')).toBe('number');
});

test('a key is required when any schema requires it', () => {
  expect(isRequired(at('policy', 'load_ramp'), 'sampler')).toBe(true);
  expect(isRequired(at('policy'), 'rollout')).toBe(false);
});

test('the language of policies can be left out', () => {
  expect(keysOf(at('policy', 'components', '[]'))).toContain('decider');
  expect(keysOf(withoutPolicySchema(at('policy', 'components', '[]')))).toEqual([]);
  expect(withoutPolicySchema(at('policy')).length).toBeGreaterThan(0);
});

test('a schema that refers to itself is seen once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-view-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'own.json');
  writeFileSync(file, '{"allOf": [{"$ref": "#"}], "properties": {"a": {"$ref": "#", "default": {}}}}');
  const own = viewOf(file);
  expect(keysOf(own)).toEqual(['a']);
  expect(parametersOf(own).map(({ path }) => path)).toEqual(['a']);
  expect(JSON.stringify(fillDefaults(own, {})).length).toBeLessThan(1000);
});

test('keys without a schema of their own have that of additionalProperties', () => {
  expect(keyword(at('dashboard', 'extra_filters', 'env'), 'type')).toEqual(['string', 'number', 'boolean']);
  expect(child(view, 'nothing')).toEqual([]);
});

describe('where a reference leads', () => {
  test.each([
    ['#/$defs/x', '/a/b.json', '/$defs/x'],
    ['../c.json#/$defs/x', '/c.json', '/$defs/x'],
    ['c.json', '/a/c.json', ''],
    ['/schemas/policy.schema.json#/$defs/Policy', packagePath('schemas/policy.schema.json'), '/$defs/Policy'],
  ])('%s', (ref, file, pointer) => {
    expect(targetOf(ref, '/a/b.json')).toEqual({ file, pointer });
  });
});
