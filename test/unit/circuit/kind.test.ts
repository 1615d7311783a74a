import { expect, it } from 'vitest';
import { kinds } from '../../../src/circuit/kinds.ts';

it('every kind has exactly one of bind, query, actuate and expand', () => {
  const sorts = ['bind', 'query', 'actuate', 'expand'];
  for (const kind of kinds)
    expect(
      sorts.filter((sort) => sort in kind),
      kind.kind,
    ).toHaveLength(1);
});

it('names ports that are there as its state outputs', () => {
  for (const kind of kinds) {
    if (!('stateOutputs' in kind)) continue;
    for (const port of Object.keys(kind.stateOutputs!))
      expect(Object.keys(kind.out), kind.kind).toContain(port);
  }
});
