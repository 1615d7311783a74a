import { expect, test } from 'vitest';
import { configureIO } from '../../../src/cli/configured-io.ts';
import { fakeIO } from '../../support/fake-io.ts';

test('each stream has its own colour', async () => {
  const { io } = await configureIO([], fakeIO({ isTTY: { stderr: true } }));
  expect(io.colour).toEqual({ stdout: false, stderr: true });
});

test('nobody listens to Ctrl-C before a command asks', async () => {
  const system = {
    ...fakeIO(),
    get interrupted(): AbortSignal {
      throw new Error('asked');
    },
  };
  const { io } = await configureIO([], system);
  expect(() => io.interrupted).toThrow('asked');
});

test('without a terminal no file may be replaced', async () => {
  const { io } = await configureIO([], fakeIO());
  expect(await io.mayReplace('values.yaml')).toBe(false);
});
