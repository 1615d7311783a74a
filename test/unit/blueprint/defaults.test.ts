import { describe, expect, test } from 'vitest';
import { fillDefaults, mergePatch } from '../../../src/blueprint/defaults.ts';
import type { Schema } from '../../../src/blueprint/schema-view.ts';

const schema: Schema = {
  properties: {
    name: { type: 'string' },
    rollout: { default: false },
    ema: { default: {}, properties: { window: { default: '60s' } } },
    drivers: {
      items: {
        properties: {
          percentile: { default: 95 },
          criteria: { properties: { forward: { properties: { by: { default: 1.05 } } } } },
        },
      },
    },
  },
};

describe('defaults are filled in what is there', () => {
  test.each([
    [{}, { rollout: false, ema: { window: '60s' } }],
    [
      { rollout: true, ema: { window: '1s' } },
      { rollout: true, ema: { window: '1s' } },
    ],
    [{ drivers: [{}] }, { drivers: [{ percentile: 95 }], rollout: false, ema: { window: '60s' } }],
    [
      { drivers: [{ criteria: { forward: {}, reset: {} } }] },
      {
        drivers: [{ percentile: 95, criteria: { forward: { by: 1.05 }, reset: {} } }],
        rollout: false,
        ema: { window: '60s' },
      },
    ],
    [
      { ema: 5, drivers: 'x' },
      { ema: 5, drivers: 'x', rollout: false },
    ],
    [7, 7],
    [null, null],
  ])('%j', (value, filled) => {
    expect(fillDefaults([{ schema, file: '/x.json', origin: '/x.json', directory: '/' }], value)).toEqual(
      filled,
    );
  });
});

test.each([
  [{ a: 1, b: { c: 1, d: 2 } }, { b: { c: null, e: [3] } }, { a: 1, b: { d: 2, e: [3] } }],
  [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
  [{ a: 1 }, 'x', 'x'],
  [undefined, { a: { b: null } }, { a: {} }],
])('merge patch of %j with %j', (base, patch, merged) => {
  expect(mergePatch(base, patch)).toEqual(merged);
});
