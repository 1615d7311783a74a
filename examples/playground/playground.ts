import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findPrometheus, INSTALL_HINT } from '../../test/support/prometheus.ts';
import { Controller } from './controller.ts';
import { World } from './world.ts';

const NAME = 'recommendations';
const CAPACITY = 0.4;
const POLL_INTERVAL_MS = 250;
/** So often in a row it is back before the playground ends. */
const BACK = 40;

const [file = '', ...flags] = process.argv.slice(1);
const example = resolve(file, '..');
const rollout = resolve(example, '../../dist/rollout.js');
const say = (text: string) => process.stdout.write(`${text}\n`);

/** How it went: the highest percentage, and whether it came back from there by itself. */
interface Course {
  peak: number;
  isBack: boolean;
}

const missing = whatIsMissing();
if (missing === undefined) process.exitCode = await play(flags[0] ?? '');
else {
  console.error(missing);
  process.exitCode = 1;
}

function whatIsMissing(): string | undefined {
  if (flags.length > 1 || !['', '--stay', '--shop'].includes(flags[0] ?? ''))
    return 'npm run playground [-- --stay | --shop]';
  if (!existsSync(rollout)) return 'rollout is not built: npm run build';
  return findPrometheus() ? undefined : `the playground scrapes its shop with a Prometheus: ${INSTALL_HINT}`;
}

/** Returns the exit code. All that it started has ended then, also after Ctrl-C or a failure. */
async function play(mode: string): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-playground-'));
  // What the Prometheus keeps is removed with the rest.
  process.env.TMPDIR = directory;
  const stopped = new AbortController();
  const state = join(directory, 'state');
  const world = new World({ example, directory: join(directory, 'shop'), capacity: CAPACITY });
  const controller = new Controller({ rollout, directory: world.directory, state, output: 'inherit' });
  const course: Course = { peak: 0, isBack: false };
  const stop = () => {
    stopped.abort();
    void controller.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // Nobody reads what it says any more.
  process.stdout.on('error', stop);
  try {
    await world.open(stopped.signal);
    stopped.signal.throwIfAborted();
    introduce(world);
    if (mode === '--shop') await keepOpen(world, stopped.signal);
    const isStaying = mode === '--stay';
    await roll(controller, { state, course, isStaying, stopped: stopped.signal });
  } catch (problem) {
    if (!stopped.signal.aborted) throw problem;
  } finally {
    await controller.close();
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  }
  return stopped.signal.aborted ? 130 : summary(course);
}

interface Roll {
  readonly state: string;
  readonly course: Course;
  readonly isStaying: boolean;
  readonly stopped: AbortSignal;
}

function introduce(world: World): void {
  say(`A shop with recommendations for those who have the flag, 50 visitors a second, and a Prometheus:
  shop        ${world.url}/?user=ada
  its metrics ${world.url}/metrics
  Prometheus  ${world.prometheus}
  flag file   ${join(world.directory, 'flags.json')}
Recommendations are slow on purpose as soon as more than ${100 * CAPACITY} % of the users have them.`);
}

/** Until the signal; then it throws. */
async function keepOpen({ directory }: World, stopped: AbortSignal): Promise<void> {
  say(`
Its rollout is not run. In a second terminal:
  cd ${directory}
  export ROLLOUT_STATE_DIR=$PWD/state
  alias rollout='node ${rollout}'
Ctrl-C ends all of it.`);
  while (!stopped.aborted) await pause(POLL_INTERVAL_MS);
  stopped.throwIfAborted();
}

async function roll(controller: Controller, { state, course, isStaying, stopped }: Roll): Promise<void> {
  say(`From a second terminal (status, pause, resume, reset, kill, events):
  ROLLOUT_STATE_DIR=${state} npx rollout status ${NAME}

$ npx rollout run rollout.yaml`);
  const over = new AbortController();
  const watching = watch(controller, course, AbortSignal.any([over.signal, stopped]), isStaying);
  await runUntilEnded(controller, stopped);
  over.abort();
  await watching;
}

/** A controller that is killed is run again, as a service manager would. */
async function runUntilEnded(controller: Controller, stopped: AbortSignal): Promise<void> {
  for (;;) {
    const { signal } = await controller.run();
    if (signal === null || stopped.aborted) return;
    say(`(the controller was ended by ${signal}: it is run again)`);
  }
}

/** Follows where it stands; ends the rollout when it is back, and stays so. */
async function watch(
  controller: Controller,
  course: Course,
  over: AbortSignal,
  isStaying: boolean,
): Promise<void> {
  let back = 0;
  while (!over.aborted) {
    const stand = await controller.stand(NAME);
    course.peak = Math.max(course.peak, stand?.percentage ?? 0);
    back = stand?.state === 'reset' ? back + 1 : 0;
    if (back === BACK && !isStaying) {
      course.isBack = true;
      await controller.command('end', NAME, '--at', 'off', '--reason', 'the playground is over');
      return;
    }
    await pause(POLL_INTERVAL_MS, undefined, { signal: over }).catch(() => {});
  }
}

function summary({ peak, isBack }: Course): number {
  const where = `${peak.toFixed(1)} %`;
  if (isBack) say(`\nIt climbed to ${where}, met the slow recommendations, and went back by itself.`);
  else say(`\nIt was ended before it went back by itself; it had climbed to ${where}.`);
  return isBack ? 0 : 1;
}
