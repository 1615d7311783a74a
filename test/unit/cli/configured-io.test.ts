import { expect, test } from 'vitest';
import { configureIO } from '../../../src/cli/configured-io.ts';
import type { SystemIO } from '../../../src/cli/io.ts';
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

test.each([
  [[], true, ['red ? \ufffd[2J x']],
  [['--no-input'], true, 'no screen'],
  [[], false, 'no screen'],
])(
  '%j, standard input a terminal %s: a picture obeys colours alone, or there is none',
  async (argv, stdin, shown) => {
    const seen: unknown[] = [];
    const system: SystemIO = {
      ...fakeIO({ isTTY: { stdin, stderr: true } }),
      async openScreen({ picture }) {
        seen.push(picture({ columns: 80, rows: 24 }));
        return { repaint() {}, interrupt() {}, close() {} };
      },
    };
    const { io } = await configureIO(['--color', 'never', ...argv], system);
    const screen = await io.openScreen({
      stream: 'stderr',
      picture: () => ['red\n?\t\u001b[2J\rx'],
      onKey() {},
    });
    expect(screen ? seen[0] : 'no screen').toEqual(shown);
  },
);
