import type { Injection } from '../../src/judge/injection/injection.ts';

/** A factor of 2 on all requests of the first query, which has no window; or what `more` says. */
export const injection = (more: Partial<Injection>): Injection => ({
  effect: 'A: x2',
  signal: 'A',
  query: 0,
  operator: 'x',
  size: 2,
  from: 0,
  after: 0,
  share: { kind: 'whole' },
  window: 0,
  offset: 0,
  ...more,
});
