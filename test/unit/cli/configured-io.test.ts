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

test.each([
  ['never', '\ufffd[31mred\ufffd[39m \ufffd[2J\u00e4\n'],
  ['always', '\u001b[31mred\u001b[39m \ufffd[2J\u00e4\n'],
])('with --color %s a terminal obeys nothing but that', async (color, printed) => {
  const system = fakeIO();
  const { io } = await configureIO(['--color', color], system);
  const text = '\u001b[31mred\u001b[39m \u001b[2J\u00e4\n';
  io.out(text);
  io.err(text);
  await io.write('-', text);
  expect([system.stdout(), system.stderr()]).toEqual([printed + printed, printed]);
});

test.each([
  [true, '\u001b[H\u001b[2J'],
  [false, ''],
])('a terminal (%s) is cleared, a file is not', async (stdout, printed) => {
  const system = fakeIO({ isTTY: { stdout } });
  const { io } = await configureIO([], system);
  io.clearScreen();
  expect(system.stdout()).toBe(printed);
});
