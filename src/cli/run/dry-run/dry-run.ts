import { type Diagnostic, diagnostic, throwIfErrors } from '../../../errors/rollout-error.ts';
import { printableJson } from '../../../text/printable.ts';
import { withPlace } from '../../invocation.ts';
import type { IO } from '../../io.ts';
import { namedTwice } from '../named-twice.ts';
import type { RunRequest } from '../request.ts';
import { type CheckedFile, checkFile } from './check.ts';
import { dryRunJson } from './json.ts';
import { dryRunText } from './text.ts';

/** Tries everything that a run would need, and says all of it. Throws RolloutError with everything that is wrong. */
export async function dryRun(request: RunRequest, io: IO): Promise<number> {
  const checked = await Promise.all(request.files.map((file) => checkFile(file, request, io)));
  const files = withSharedTargets(withSameNames(checked));
  if (request.format === 'json') io.out(`${printableJson(dryRunJson(files), 2)}\n`);
  else io.out(withPlace(dryRunText(files), io.place));
  io.report(throwIfErrors(files.flatMap(({ diagnostics }) => diagnostics)));
  io.note('nothing was told, and nothing was written');
  return 0;
}

/** Two files of one command that are of the same rollout. */
function withSameNames(files: readonly CheckedFile[]): CheckedFile[] {
  const twice = namedTwice(
    files.map(({ file, found }) => ({ file, rollout: found?.subject.frozen.rollout })),
  );
  return files.map((checked, i) => ({ ...checked, diagnostics: [...checked.diagnostics, ...twice[i]!] }));
}

/** Two files of one command that move the same target. */
function withSharedTargets(files: readonly CheckedFile[]): CheckedFile[] {
  const owners = new Map<string, string>();
  return files.map((checked) => {
    const { found, diagnostics } = checked;
    const rollout = found?.subject.frozen.rollout ?? '';
    const shared: Diagnostic[] = [];
    for (const { name: target } of found?.targets ?? []) {
      const owner = owners.get(target) ?? rollout;
      owners.set(target, owner);
      if (owner !== rollout) shared.push(diagnostic('ROLLOUT_TARGET_TAKEN', { target, rollout: owner }));
    }
    return { ...checked, diagnostics: [...diagnostics, ...shared] };
  });
}
