import type { Assessment } from '../judge/assessment.ts';
import { falseAlarmBlocks } from './assessment/blocks/false-alarms.ts';
import { headBlocks } from './assessment/blocks/head.ts';
import { incidentBlocks } from './assessment/blocks/incidents.ts';
import { injectionBlocks } from './assessment/blocks/injections.ts';
import { rateBlocks } from './assessment/blocks/rates.ts';
import { startTimeBlocks } from './assessment/blocks/start-times.ts';
import { verdictBlocks } from './assessment/blocks/verdict.ts';
import type { Measures } from './assessment/effect.ts';
import { assessmentSentence } from './assessment/sentence.ts';
import { type Block, line } from './blocks/block.ts';

/** An assessment for terminals and Markdown: the same figures as its JSON, the sentence that sums them up last. */
export const assessmentBlocks = (assessment: Assessment, measures: Measures): Block[] => [
  ...headBlocks(assessment, measures),
  ...rateBlocks(assessment),
  ...falseAlarmBlocks(assessment, measures),
  ...startTimeBlocks(assessment),
  ...incidentBlocks(assessment),
  ...injectionBlocks(assessment, measures),
  line(assessmentSentence(assessment, measures), 'bold'),
  ...verdictBlocks(assessment),
];
