import { throwIfErrors } from '../../errors/rollout-error.ts';
import { FaultCollector } from '../fault-collector.ts';
import type { IO } from '../io.ts';
import { assessmentOf } from './basis.ts';
import { joinParts } from './join-parts.ts';
import type { AssessOutput, Limits } from './output-request.ts';
import { exitOf, leaveAssessment } from './print.ts';
import { type ReadPart, readPart } from './read-part.ts';

export interface MergeRequest {
  readonly files: readonly string[];
  readonly output: AssessOutput;
  /** Those of the parts, but for whether it must be sure. */
  readonly sure: Limits['sure'];
}

/** Puts the parts of an assessment together: equal to the whole. Returns the exit code. */
export async function mergeParts({ files, output, sure }: MergeRequest, io: IO): Promise<number> {
  const faults = new FaultCollector();
  const parts: ReadPart[] = [];
  for (const file of files) {
    const part = await faults.collect(() => readPart(file, io));
    if (part) parts.push(part);
  }
  throwIfErrors(faults.diagnostics);
  const { basis, rehearsals } = joinParts(parts);
  const assessment = assessmentOf(basis, rehearsals, { isPartial: false, invocation: io.invocation });
  await leaveAssessment({ assessment, basis, rehearsals }, output, io);
  io.report(assessment.diagnostics as typeof basis.input.diagnostics);
  return exitOf(assessment, { sure: sure || basis.sure });
}
