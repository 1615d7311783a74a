import { type Diagnostic, diagnostic } from '../../../errors/rollout-error.ts';
import { type Path, toDotted, toPointer } from '../../../text/pointer.ts';
import type { Document } from '../../../text/yaml.ts';

const MOUNTED = 'mount it as a volume of the Deployment, and name it by its absolute path';
const SHARED = 'mount a volume that both pods write, or move the flag by an entry feature_flag';
const SET = 'set it in `env` of the container, from a Secret';
const LOGIN = 'take kubeconfig out where it is the same cluster, or mount a Secret';

/** The files and variables that a rollout names: the manifests hold none but its policy. */
export const absentInPod = ({ value }: Document): Diagnostic[] =>
  textsIn(value, []).flatMap(({ path, text }) => {
    const fix = fixOf(path);
    if (fix === undefined) return [];
    const what = fix === SET ? 'variable' : 'file';
    const place = toDotted(toPointer(path));
    return [diagnostic('INIT_POD', { path: place, what, name: text, fix }, { path: place })];
  });

/** What is done about the file or variable that a key names; undefined where it names none, or the policy. */
function fixOf(path: Path): string | undefined {
  const key = String(path.at(-1));
  if (path.length === 1) return undefined;
  if (key === 'kubeconfig') return LOGIN;
  if (key === 'file' && path.at(-2) === 'flagd') return SHARED;
  if (key.endsWith('_file')) return MOUNTED;
  return key.endsWith('_env') || path.at(-2) === 'env' ? SET : undefined;
}

interface Text {
  readonly path: Path;
  readonly text: string;
}

function textsIn(value: unknown, path: Path): Text[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}
