import { type Diagnostic, diagnostic } from '../../../errors/rollout-error.ts';
import { type Leaf, leavesOf } from '../../../text/leaves.ts';
import { type Path, toDotted, toPointer } from '../../../text/pointer.ts';
import type { Document } from '../../../text/yaml.ts';

/** What a key names, and what is done where a pod does not have it. */
interface Absence {
  readonly what: 'file' | 'variable';
  readonly fix: string;
}

const SECRET: Absence = {
  what: 'file',
  fix: 'mount it as a volume of the Deployment, and name it by its absolute path',
};
const FLAGS: Absence = {
  what: 'file',
  fix: 'mount a volume that both pods write, or move the flag by an entry feature_flag',
};
const KUBECONFIG: Absence = {
  what: 'file',
  fix: 'take kubeconfig out where it is the same cluster, or mount a Secret',
};
const VARIABLE: Absence = { what: 'variable', fix: 'set it in `env` of the container, from a Secret' };

/** The files and variables that a rollout names: the manifests hold none but its policy. */
export const absentInPod = ({ value }: Document): Diagnostic[] => leavesOf(value).flatMap(absence);

function absence({ path, value }: Leaf): Diagnostic[] {
  const absent = absenceAt(path);
  if (!absent) return [];
  const place = toDotted(toPointer(path));
  return [diagnostic('INIT_POD', { ...absent, path: place, name: String(value) }, { path: place })];
}

/** Undefined for a key that names neither, and for the policy. */
function absenceAt(path: Path): Absence | undefined {
  const [inside, key] = path.slice(-2).map(String);
  if (key === undefined) return undefined;
  if (key === 'kubeconfig') return KUBECONFIG;
  if (key === 'file' && inside === 'flagd') return FLAGS;
  if (key.endsWith('_file')) return SECRET;
  return key.endsWith('_env') || inside === 'env' ? VARIABLE : undefined;
}
