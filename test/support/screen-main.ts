import { systemIO } from '../../src/cli/system-io.ts';

// A picture of the terminal's size and the last key, which long lines and colours surround. `e` prints, `x` fails, `q` ends it.

const io = systemIO();
let last = 'none';
const screen = await io.openScreen({
  stream: 'stderr',
  picture: ({ columns, rows }) => [
    `size ${columns}x${rows}`,
    `key ${last}`,
    `\x1b[31m${'long '.repeat(60)}\x1b[0m`,
    ...Array.from({ length: 60 }, (_, i) => `row ${i}`),
  ],
  onKey(key) {
    last = key;
    if (key === 'e') io.err('printed meanwhile\n');
    if (key === 'x') throw new Error('a bug');
    if (key === 'q') close();
    else screen?.repaint();
  },
});
const timer = setInterval(() => screen?.repaint(), 100);
if (!screen) {
  io.err('no screen\n');
  clearInterval(timer);
}
const close = () => {
  clearInterval(timer);
  screen?.close();
};
process.on('uncaughtException', ({ message }) => {
  io.err(`failed: ${message}\n`);
  process.exit(70);
});
io.interrupted.addEventListener('abort', () => {
  close();
  process.exitCode = 130;
});
