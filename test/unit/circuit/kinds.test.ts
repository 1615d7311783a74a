import { expect, it } from 'vitest';
import { kinds, kindsBySpelling, spelling } from '../../../src/circuit/kinds.ts';

it('finds every kind by the way a policy spells it', () => {
  expect(kindsBySpelling.size).toBe(kinds.length);
  for (const kind of kinds) expect(kindsBySpelling.get(spelling(kind))).toBe(kind);
  expect(kindsBySpelling.get('flow_control.load_ramp')?.name).toBe('LoadRamp');
});

it('says of every kind what it is, in a sentence', () => {
  for (const { summary } of kinds) expect(summary).toMatch(/^[\dA-Z].*\.$/);
});
