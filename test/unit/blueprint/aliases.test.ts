import { describe, expect, test } from 'vitest';
import { readAliases } from '../../../src/blueprint/aliases.ts';

const valuesWith = (...drivers: unknown[]) => ({
  policy: { drivers: { percentile_latency_drivers: drivers } },
  dashboard: {},
});

test('selector of a flux meter is read as selectors, nothing else is touched', () => {
  const { value, aliases } = readAliases(
    valuesWith(
      { percentile: 9, flux_meter: { selector: [1], attribute_key: 'x' } },
      { flux_meter: { selectors: [2] } },
    ),
  );
  expect(value).toEqual(
    valuesWith(
      { percentile: 9, flux_meter: { selectors: [1], attribute_key: 'x' } },
      { flux_meter: { selectors: [2] } },
    ),
  );
  const [{ toWritten, ...alias } = { toWritten: String }] = aliases;
  const meter = '/policy/drivers/percentile_latency_drivers/0/flux_meter';
  expect(alias).toEqual({ pointer: meter, key: 'selector', meant: 'selectors' });
  expect(toWritten(`${meter}/selectors/0/service`)).toBe(`${meter}/selector/0/service`);
  expect(toWritten(`${meter}/selectorsx`)).toBe(`${meter}/selectorsx`);
});

describe('values without an alias stay as they are', () => {
  test.each([
    [null],
    [[]],
    [{}],
    [{ policy: 1 }],
    [{ policy: { drivers: { percentile_latency_drivers: 'x' } } }],
    [valuesWith(null, 1, { flux_meter: 2 })],
  ])('%j', (values) => {
    expect(readAliases(values)).toEqual({ value: values, aliases: [] });
  });
  test('both keys are the schema’s to refuse', () => {
    const values = valuesWith({ flux_meter: { selector: [1], selectors: [2] } });
    expect(readAliases(values)).toEqual({ value: values, aliases: [] });
  });
});
