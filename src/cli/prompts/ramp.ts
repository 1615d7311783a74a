import { CURVE_SHAPES, type CurveShape, drawCurve } from '../../blueprint/curve.ts';
import type { Stage } from '../../blueprint/stage.ts';
import { parseDuration } from '../../text/duration.ts';
import { isDuration, isStages, isStepCount, readStages } from './checks.ts';
import type { Choice, Prompts } from './prompts.ts';
import { rampChart } from './ramp-chart.ts';

const WORDS: Readonly<Record<CurveShape, string>> = {
  exponential: 'careful first, faster as trust grows',
  linear: 'the same amount every step',
  's-curve': 'careful first and last, fast in between',
};
const ORDER: readonly CurveShape[] = [
  'exponential',
  ...CURVE_SHAPES.filter((shape) => shape !== 'exponential'),
];

const CHOICES: readonly Choice<CurveShape | 'own'>[] = [
  ...ORDER.map((shape) => ({ value: shape, title: `${shape}: ${WORDS[shape]}`, short: shape })),
  { value: 'own', title: 'type the steps' },
];

/** What was answered before, which Enter alone answers again. */
interface RampAnswers {
  choice: CurveShape | 'own';
  over: string;
  steps: string;
  own: string;
}

const HELP = {
  shape:
    'How the accept percentage grows from step to step. Time holds still while a driver does not let it go forward, so this is the fastest way.',
  over: 'The time from the first step to 100 %, where nothing holds the ramp: 90m, 24h, 3d. (duration)',
  steps:
    'Between two steps the percentage grows evenly; more steps follow the curve more closely. (whole number)',
  own: 'Each step is the accept percentage it ends at, a comma, and the time it takes from the one before: 1,0s 5,30m 100,2h',
} as const;

/** Asks for the stages of the ramp and shows them as a chart, until they are confirmed. */
export async function askRamp(prompts: Prompts): Promise<readonly Stage[]> {
  const before: RampAnswers = {
    choice: 'exponential',
    over: '24h',
    steps: '8',
    own: '1,0s 5,30m 25,2h 100,6h',
  };
  for (;;) {
    before.choice = await prompts.select('How does the ramp grow, from 1 % to 100 %', CHOICES, {
      help: HELP.shape,
      initial: before.choice,
    });
    const { choice } = before;
    const stages = choice === 'own' ? await askOwn(prompts, before) : await askCurve(prompts, choice, before);
    prompts.print(`\n${rampChart(stages, prompts.columns, prompts.paint)}\n`);
    if (
      await prompts.confirm('Use this ramp', true, {
        help: 'No asks for it again; Esc goes back by one question.',
      })
    )
      return stages;
  }
}

async function askCurve(prompts: Prompts, shape: CurveShape, before: RampAnswers): Promise<Stage[]> {
  before.over = await prompts.text({
    message: 'Over how long',
    fallback: before.over,
    check: isDuration,
    help: HELP.over,
  });
  before.steps = await prompts.text({
    message: 'In how many steps',
    fallback: before.steps,
    check: isStepCount,
    help: HELP.steps,
  });
  return drawCurve({
    shape,
    from: 1,
    to: 100,
    over: parseDuration(before.over)!,
    steps: Number(before.steps),
  });
}

async function askOwn(prompts: Prompts, before: RampAnswers): Promise<readonly Stage[]> {
  before.own = await prompts.text({
    message: 'Steps (PERCENT,DURATION ...)',
    fallback: before.own,
    check: isStages,
    help: HELP.own,
  });
  return readStages(before.own) as readonly Stage[];
}
