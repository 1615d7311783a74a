import { expect, test } from 'vitest';
import { titlesIn, titlesInAnnotation } from '../../../src/blueprint/titles.ts';

const values = {
  policy: {
    drivers: {
      promql_drivers: [{ query_string: 'up' }, { query_string: 'down', title: 'servers down', unit: '%' }],
      ema_latency_drivers: [{ title: 'checkout latency' }],
    },
  },
};
const found = new Map([
  ['PROMQL_0', { query: 'up' }],
  ['PROMQL_1', { title: 'servers down', unit: '%', query: 'down' }],
  ['LATENCY_0', { title: 'checkout latency' }],
]);

test('are those of the drivers, by the signal of their query', () => expect(titlesIn(values)).toEqual(found));

test('are read from the annotation of a resource', () =>
  expect(titlesInAnnotation(JSON.stringify(values))).toEqual(found));

test.each([undefined, 'no JSON', '[]', 'null', '{"policy":{"drivers":{"promql_drivers":{"0":1}}}}'])(
  'there are none in %s',
  (text) => expect(titlesInAnnotation(text)).toEqual(new Map()),
);

test('what no values may hold is none', () => {
  const titled = (title: unknown, unit: unknown) =>
    titlesIn({ policy: { drivers: { promql_drivers: [{ title, unit }] } } });
  expect(titled(7, ['ms'])).toEqual(new Map([['PROMQL_0', {}]]));
  expect(titled('x'.repeat(61), '')).toEqual(new Map([['PROMQL_0', {}]]));
  expect(titled('two\n lines \u001b[31m', ' ')).toEqual(
    new Map([['PROMQL_0', { title: 'two lines \ufffd[31m' }]]),
  );
});
