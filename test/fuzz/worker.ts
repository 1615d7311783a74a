import { classes } from './classes.ts';
import type { Job, Report } from './job.ts';
import { Fault, World } from './world.ts';

// Runs the jobs that its parent sends, and reports what it does: a parent that hears nothing takes it for hung.

const report = (one: Report): void => {
  process.send?.(one);
};

async function run({ name, seed, from, to }: Job): Promise<void> {
  const world = new World((argv) => report({ kind: 'command', argv }));
  const fuzzed = classes[name];
  try {
    const trial = await fuzzed.open(world);
    for (let index = from; index < to; index++) {
      report({ kind: 'input', index });
      await trial(seed + index).catch((problem: unknown) =>
        report({ kind: 'fault', index, text: textOf(problem) }),
      );
    }
  } finally {
    await fuzzed.close?.();
    world.close();
  }
  report({ kind: 'done' });
}

function textOf(problem: unknown): string {
  if (problem instanceof Fault) return problem.message;
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}

process.on('message', (job: Job) => void run(job));
