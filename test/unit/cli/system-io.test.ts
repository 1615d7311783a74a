import { afterEach, expect, test, vi } from 'vitest';
import { systemIO } from '../../../src/cli/system-io.ts';

afterEach(() => {
  vi.restoreAllMocks();
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'the first %s asks to wind down, the second one ends the process',
  (signal) => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const { interrupted } = systemIO();
    expect(interrupted.aborted).toBe(false);
    process.emit(signal);
    expect(interrupted.aborted).toBe(true);
    expect(exit).not.toHaveBeenCalled();
    process.emit(signal);
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  },
);

test('any number of rollouts may listen for Ctrl-C, without a warning', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
  const { interrupted } = systemIO();
  for (let i = 0; i < 100; i++) interrupted.addEventListener('abort', () => i);
  expect(warn).not.toHaveBeenCalled();
});

test('a command that does not ask leaves Ctrl-C to the system', () => {
  systemIO();
  expect(process.listenerCount('SIGINT')).toBe(0);
});

test('the clock counts seconds', () => {
  const before = Date.now() / 1000;
  const now = systemIO().now();
  expect(now >= before && now <= Date.now() / 1000).toBe(true);
});

test.each([
  [0, false],
  [80, true],
  [undefined, true],
])('a terminal of %s columns: has some %s', (columns, has) => {
  const before = Object.getOwnPropertyDescriptor(process.stderr, 'columns');
  Object.defineProperty(process.stderr, 'columns', { value: columns, configurable: true });
  expect(systemIO().hasColumns).toBe(has);
  if (before) Object.defineProperty(process.stderr, 'columns', before);
  else delete (process.stderr as { columns?: number }).columns;
});
