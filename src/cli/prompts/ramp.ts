import { CURVE_SHAPES, type CurveShape, drawCurve } from '../../blueprint/curve.ts';
import type { Stage } from '../../blueprint/stage.ts';
import { parseDuration } from '../../text/duration.ts';
import type { Ask, Choice } from './ask.ts';
import { isDuration, isStages, isStepCount, readStages } from './checks.ts';
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

/** Asks for the stages of the ramp and shows them as a chart, until they are liked. */
export async function askRamp(ask: Ask): Promise<readonly Stage[]> {
  for (;;) {
    const choice = await ask.choose('How does the ramp grow, from 1 % to 100 %', CHOICES);
    const stages = choice === 'own' ? await askOwn(ask) : await askCurve(ask, choice);
    ask.say(`\n${rampChart(stages, ask.columns, ask.paint)}\n`);
    if (await ask.confirm('Use this ramp', true)) return stages;
  }
}

async function askCurve(ask: Ask, shape: CurveShape): Promise<Stage[]> {
  const over = await ask.text({ message: 'Over how long', fallback: '24h', check: isDuration });
  const steps = await ask.text({ message: 'In how many steps', fallback: '8', check: isStepCount });
  return drawCurve({ shape, from: 1, to: 100, over: parseDuration(over)!, steps: Number(steps) });
}

async function askOwn(ask: Ask): Promise<readonly Stage[]> {
  const answer = await ask.text({
    message: 'Steps (PERCENT,DURATION ...)',
    fallback: '1,0s 5,30m 25,2h 100,6h',
    check: isStages,
  });
  return readStages(answer) as readonly Stage[];
}
