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

/** Asks for the stages of the ramp and shows them as a chart, until they are confirmed. */
export async function askRamp(prompts: Prompts): Promise<readonly Stage[]> {
  for (;;) {
    const choice = await prompts.select('How does the ramp grow, from 1 % to 100 %', CHOICES);
    const stages = choice === 'own' ? await askOwn(prompts) : await askCurve(prompts, choice);
    prompts.print(`\n${rampChart(stages, prompts.columns, prompts.paint)}\n`);
    if (await prompts.confirm('Use this ramp', true)) return stages;
  }
}

async function askCurve(prompts: Prompts, shape: CurveShape): Promise<Stage[]> {
  const over = await prompts.text({ message: 'Over how long', fallback: '24h', check: isDuration });
  const steps = await prompts.text({ message: 'In how many steps', fallback: '8', check: isStepCount });
  return drawCurve({ shape, from: 1, to: 100, over: parseDuration(over)!, steps: Number(steps) });
}

async function askOwn(prompts: Prompts): Promise<readonly Stage[]> {
  const answer = await prompts.text({
    message: 'Steps (PERCENT,DURATION ...)',
    fallback: '1,0s 5,30m 25,2h 100,6h',
    check: isStages,
  });
  return readStages(answer) as readonly Stage[];
}
