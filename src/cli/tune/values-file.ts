import { nowhere } from '../../errors/location.ts';
import { diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import type { Value } from '../../judge/tune/varied.ts';
import { type EditFault, editYaml } from '../../text/yaml/edit.ts';
import type { LoadedPolicy } from '../load-policy.ts';

/** The user's own file with only these numbers changed. Throws TUNE_FILE for each that cannot be changed alone. */
export function tunedText(
  { text, file = 'command line' }: LoadedPolicy,
  values: Readonly<Record<string, Value>>,
): string {
  const edits = Object.entries(values).map(([path, value]) => ({ path, value }));
  if (edits.length === 0) return text;
  if (text === '')
    throw fault(
      edits.map(({ path }) => ({ path, why: 'there is no file', at: nowhere(file) })),
      values,
    );
  const edited = editYaml(text, file, edits);
  if ('text' in edited) return edited.text;
  throw fault(edited.faults, values);
}

const fault = (faults: readonly EditFault[], values: Readonly<Record<string, Value>>): RolloutError =>
  new RolloutError(
    faults.map(({ path, why, at }) =>
      diagnostic('TUNE_FILE', { path, value: String(values[path]), why }, { at, path }),
    ),
  );
