import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutLoops, type Feeds, inOrder, loopThrough } from '../../../../src/circuit/compile/loops.ts';

const graphs = fc
  .integer({ min: 1, max: 9 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }),
  );

/**
 * The rule as it is stated: in each strongly connected component the smallest index is cut; again, until
 * there is none.
 */
function byTheRule(feeds: Feeds): Map<number, Set<number>> {
  const cut = new Map<number, Set<number>>();
  const open = (consumer: number) => feeds[consumer]!.filter((p) => !cut.get(consumer)?.has(p));
  const leadsTo = (from: number, to: number): boolean => {
    const seen = new Set<number>();
    const upstream = (at: number): boolean =>
      open(at).some((p) => p === from || (!seen.has(p) && seen.add(p) && upstream(p)));
    return upstream(to);
  };
  for (;;) {
    const circular = feeds.map((_, i) => i).filter((i) => leadsTo(i, i));
    if (circular.length === 0) return cut;
    const first = circular.filter((i) => !circular.some((j) => j < i && leadsTo(i, j) && leadsTo(j, i)));
    const late = first.map(
      (i) => [i, open(i).filter((p) => p === i || (leadsTo(i, p) && leadsTo(p, i)))] as const,
    );
    for (const [i, producers] of late) cut.set(i, new Set([...(cut.get(i) ?? []), ...producers]));
  }
}

const plain = (cut: ReadonlyMap<number, ReadonlySet<number>>) =>
  [...cut].sort(([a], [b]) => a - b).map(([v, late]) => [v, [...late].sort()]);

describe('loops are cut', () => {
  it.each<[string, number[][], [number, number[]][]]>([
    ['nowhere in a chain', [[], [0], [1]], []],
    ['at a component that feeds itself', [[], [1]], [[1, [1]]]],
    ['at the smallest index of a ring', [[2], [0], [1]], [[0, [2]]]],
    ['once where the smallest index is in every loop', [[1, 2], [0], [0]], [[0, [1, 2]]]],
    [
      'again in what is left',
      [[2], [0, 2], [1]],
      [
        [0, [2]],
        [1, [2]],
      ],
    ],
    [
      'in each of several',
      [[1], [0], [3], [2]],
      [
        [0, [1]],
        [2, [3]],
      ],
    ],
  ])('%s', (_, feeds, expected) => {
    expect(plain(cutLoops(feeds))).toEqual(expected);
  });

  it('as the rule says, for any graph', () => {
    fc.assert(
      fc.property(graphs, (feeds) => {
        expect(plain(cutLoops(feeds))).toEqual(plain(byTheRule(feeds)));
      }),
      { numRuns: 500 },
    );
  });

  it('and every component then comes after what it reads', () => {
    fc.assert(
      fc.property(graphs, (feeds) => {
        const cut = cutLoops(feeds);
        const order = inOrder(feeds, cut);
        expect([...order].sort((a, b) => a - b)).toEqual(feeds.map((_, i) => i));
        for (const [consumer, producers] of feeds.entries()) {
          for (const p of producers)
            if (!cut.get(consumer)?.has(p)) expect(order.indexOf(p)).toBeLessThan(order.indexOf(consumer));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('along a way that exists', () => {
    fc.assert(
      fc.property(graphs, (feeds) => {
        for (const [v, producers] of cutLoops(feeds)) {
          for (const p of producers) {
            const way = loopThrough(feeds, v, p);
            expect([way[0], way.at(-1)]).toEqual([v, p]);
            for (let i = 1; i < way.length; i++) expect(feeds[way[i]!]).toContain(way[i - 1]);
          }
        }
      }),
    );
  });

  it('in 10,000 components that all read their neighbours', () => {
    const size = 10_000;
    const feeds = Array.from({ length: size }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < size));
    expect(inOrder(feeds, cutLoops(feeds))).toHaveLength(size);
  });
});
