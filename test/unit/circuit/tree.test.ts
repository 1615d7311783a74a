import { expect, it } from 'vitest';
import { columnName, signalKey, signalName } from '../../../src/circuit/tree.ts';

it.each([
  ['root', 'FORWARD', 'root/FORWARD', 'FORWARD'],
  ['root.14', 'FORWARD', 'root.14/FORWARD', 'root.14/FORWARD'],
  ['root', 'a/b', 'root/a/b', 'a/b'],
])('in %s the signal %s has the key %s and the column %s', (circuit, name, key, column) => {
  expect([signalKey(circuit, name), signalName(key), columnName(key)]).toEqual([key, name, column]);
});
