import { describe, expect, test } from 'vitest';
import { fitIncidents } from '../../../../src/judge/incidents/fit-history.ts';
import type { WrittenIncident } from '../../../../src/judge/incidents/incident.ts';

const history = { start: 600, interval: 60, ticks: 100 }; // to 6600

const incident = (from: number, to: number, more: Partial<WrittenIncident> = {}): WrittenIncident => ({
  name: undefined,
  from,
  to,
  place: {},
  isFlag: false,
  ...more,
});

const placed = (...written: WrittenIncident[]) => {
  const { incidents, diagnostics } = fitIncidents(written, history);
  return {
    incidents: incidents.map(({ name, from, to }) => `${name}: ${from}-${to}`),
    messages: diagnostics.map(({ code, message }) => `${code} ${message}`),
  };
};

describe('incidents in a history', () => {
  test('come in order of time; those without a name have a number', () => {
    const { incidents, messages } = placed(
      incident(3000, 3100),
      incident(1000, 1100, { name: 'a' }),
      incident(5000, 5100),
    );
    expect(incidents).toEqual(['a: 1000-1100', 'incident 2: 3000-3100', 'incident 3: 5000-5100']);
    expect(messages).toEqual([]);
  });

  test('that overlap or touch are joined, and it is said', () => {
    const { incidents, messages } = placed(
      incident(1000, 2000, { name: 'a' }),
      incident(1500, 1600),
      incident(2000, 2100, { name: 'b' }),
      incident(2101, 2200, { name: 'b' }),
    );
    expect(incidents).toEqual(['a, b: 1000-2100', 'b: 2101-2200']);
    expect(messages).toEqual([
      'INCIDENTS_JOINED incidents that overlap count as one: a, 1970-01-01T00:25:00.000Z to 1970-01-01T00:26:40.000Z, b',
    ]);
  });

  test('may reach over its ends', () => {
    expect(placed(incident(0, 601), incident(6599, 9000)).incidents).toEqual([
      'incident 1: 0-601',
      'incident 2: 6599-9000',
    ]);
  });

  test('of a file that lie outside are left out, and it is said', () => {
    const { incidents, messages } = placed(incident(0, 600), incident(700, 800), incident(6600, 6700));
    expect(incidents).toEqual(['incident 1: 700-800']);
    expect(messages).toEqual([
      'INCIDENTS_OUTSIDE 2 of 3 incidents are outside of the history (1970-01-01T00:10:00.000Z to 1970-01-01T01:50:00.000Z): left out',
    ]);
  });

  test('may be none', () => {
    expect(placed()).toEqual({ incidents: [], messages: [] });
  });
});

test.each([
  [
    'one of the command line',
    [incident(700, 800), incident(7000, 7001, { name: 'late', isFlag: true })],
    'late',
  ],
  [
    'all of a file',
    [incident(0, 600, { name: 'early' }), incident(7000, 7001, { name: 'late' })],
    'early, late',
  ],
  [
    'many',
    Array.from({ length: 7 }, (_, i) => incident(7000 + i, 8000, { name: `n${i}` })),
    'n0, n1, n2, n3, n4 and 2 more',
  ],
])('outside of the history, %s is refused', (_, written, names) => {
  expect(() => placed(...written)).toThrow(
    `outside of the history, which is from 1970-01-01T00:10:00.000Z to 1970-01-01T01:50:00.000Z: ${names}`,
  );
});
