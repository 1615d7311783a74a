import { describe, expect, test } from 'vitest';
import { settle } from '../../../src/cli/configured-io.ts';
import { diagnostic } from '../../../src/errors/rollout-error.ts';
import { fakeIO } from '../../support/fake-io.ts';

const warning = diagnostic('VALUES_ALIAS', { path: 'a', alias: 'b', key: 'c' });

describe('warnings', () => {
  test.each([
    ['are printed', '', 'warning VALUES_ALIAS a.b is read as "c"\nhint: write c\n', 0],
    ['are silenced by --quiet', '--quiet', '', 0],
    ['are kept for the one document of -o json', '-o json', '', 1],
    ['are silenced by --quiet there too', '-o json --quiet', '', 0],
  ])('%s', async (_name, line, printed, count) => {
    const world = fakeIO();
    const { io, kept } = await settle(line.split(' '), world);
    io.warn([warning]);
    expect([world.stderr(), kept.length]).toEqual([printed, count]);
  });
});

test('each stream has its own colour', async () => {
  const { io } = await settle([], fakeIO({ isTTY: { stderr: true } }));
  expect(io.colour).toEqual({ stdout: false, stderr: true });
});

test('nobody listens to Ctrl-C before a command asks', async () => {
  const world = fakeIO();
  Object.defineProperty(world, 'interrupted', {
    get: () => {
      throw new Error('asked');
    },
  });
  const { io } = await settle([], world);
  expect(() => io.interrupted).toThrow('asked');
});
