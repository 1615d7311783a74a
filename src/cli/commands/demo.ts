import { setTimeout as pause } from 'node:timers/promises';
import { fail } from '../../errors/rollout-error.ts';
import type { Run } from '../../run/options.ts';
import { parseNumber } from '../../text/number.ts';
import { defineCommand } from '../command.ts';
import { LiveDemo, type Pace } from '../demo/live.ts';
import { nextCommands } from '../demo/next.ts';
import { playScript } from '../demo/script.ts';
import { loadSubject, type Subject } from '../demo/subject.ts';
import type { IO } from '../io.ts';

const DEFAULT_SPEED = 40;
const MAX_WIDTH = 120;

interface Flags {
  readonly speed?: string;
  readonly seed?: string;
}

export const demo = defineCommand({
  describe: (command) =>
    command
      .option('--speed <times>', `how many times as fast as real (default: ${DEFAULT_SPEED})`)
      .option('--seed <number>', "of the noise in the service's latency")
      .addHelpText('after', HELP),

  request: ({ speed, seed }: Flags) => ({
    speed: numberOf('--speed', speed, 'a number above 0', (value) => value > 0) ?? DEFAULT_SPEED,
    seed: numberOf('--seed', seed, 'a whole number', Number.isInteger),
  }),

  async run({ speed, seed }, io) {
    const subject = await loadSubject(seed, io);
    const live = await new LiveDemo(subject, { speed, sleep }).play(io);
    const run = live ?? (await playPlain(subject, io));
    io.say(await endText(run, subject, io));
    return live && io.interrupted.aborted ? 130 : 0;
  },
});

const HELP = `
Nothing is needed for it, and nothing is written. A new version of a simulated service gets 1 % of the requests, then more
while the average latency stays low; the key b makes it slow, m mends it. Without a terminal, or with --no-input, a script
does the same at once, as plain lines.

Example:
  $ rollout demo`;

function numberOf(
  flag: string,
  given: string | undefined,
  expected: string,
  isRight: (value: number) => boolean,
): number | undefined {
  if (given === undefined) return undefined;
  const value = parseNumber(given);
  if (value === undefined || !Number.isFinite(value) || !isRight(value))
    throw fail('USAGE_VALUE', { flag, got: given, expected });
  return value;
}

const sleep: Pace['sleep'] = (seconds, signal) =>
  pause(seconds * 1000, undefined, { signal }).catch(() => {});

async function playPlain(subject: Subject, io: IO): Promise<Run> {
  io.say(
    'A new version of a checkout service gets 1 % of the requests, then more while its average latency stays\nunder 75 ms; above 100 ms it goes back to the start.\n\n',
  );
  const run = await playScript(subject, (line) => io.say(`${line}\n`));
  io.out('\n');
  return run;
}

/** The chart of the whole demo, what came of it, and what to do next. */
async function endText({ result, series }: Run, { plan }: Subject, io: IO): Promise<string> {
  const [{ chart }, { sentence }, { wrapText }] = await Promise.all([
    import('../../render/chart.ts'),
    import('../../render/summary/sentence.ts'),
    import('../../render/chart/fit-text.ts'),
  ]);
  const rehearsal = { plan, result, series };
  const width = Math.min(io.columns, MAX_WIDTH);
  const drawn =
    result.ticks === 0
      ? ''
      : `${chart(rehearsal, { width, colour: io.colour.stdout, unicode: io.unicode.stdout })}\n`;
  return `${drawn}${wrapText(sentence(rehearsal, io.invocation), width).join('\n')}\n\n${nextCommands(io.invocation)}\n`;
}
