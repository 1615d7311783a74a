import { expect, test } from 'vitest';
import { parametersOf, readServer } from '../../../../src/prometheus/api/server-kind.ts';

test.each([
  [{ version: '2.42.0+ds', goVersion: 'go1.19' }, 'prometheus', 'prometheus 2.42.0+ds', []],
  [{ version: '', goVersion: '' }, 'prometheus', 'prometheus (it does not report its version)', []],
  [{ version: '3.14.0', goVersion: 'go1.25' }, 'prometheus', 'prometheus 3.14.0', []],
  [
    { version: '0.38.0', goVersion: 'go1.24' },
    'thanos',
    'thanos 0.38.0',
    ['partial_response', 'max_source_resolution'],
  ],
  [
    { application: 'Grafana Mimir', version: '2.17.0', goVersion: 'go1.24' },
    'mimir',
    'Grafana Mimir 2.17.0',
    [],
  ],
  [
    { version: '2.24.0' },
    'victoriametrics',
    'victoriametrics (as prometheus 2.24.0)',
    ['deny_partial_response', 'nocache'],
  ],
  [
    {},
    'victoriametrics',
    'victoriametrics (it does not report its version)',
    ['deny_partial_response', 'nocache'],
  ],
  [
    undefined,
    'unknown',
    null,
    ['partial_response', 'max_source_resolution', 'deny_partial_response', 'nocache'],
  ],
])('%j', (data, kind, text, parameters) => {
  expect(readServer(data)).toEqual({ kind, text });
  expect(Object.keys(parametersOf(readServer(data).kind, false))).toEqual(parameters);
});

test('where a part of an answer is allowed, servers are asked for what they have', () => {
  expect(parametersOf('unknown', true)).toEqual({
    partial_response: 'true',
    max_source_resolution: '0s',
    deny_partial_response: '0',
    nocache: '1',
  });
});
