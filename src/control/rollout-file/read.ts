import { inFileOrder } from '../../errors/file-order.ts';
import { type Diagnostic, type Place, throwIfErrors } from '../../errors/rollout-error.ts';
import { MAX_FAULTS } from '../../schema/fault-limit.ts';
import { inspect, validatorOf } from '../../schema/validate.ts';
import { wrongDocument } from '../../schema/wrong-document.ts';
import { toDotted } from '../../text/pointer.ts';
import { type Document, parseYaml } from '../../text/yaml.ts';
import { actuatorFaults, receiverFaults } from './actuators.ts';
import { addressFault } from './address-fault.ts';
import { contradictions, policyFaults } from './contradictions.ts';
import type { RolloutDocument } from './document.ts';
import { entriesOf } from './entries.ts';
import { hoursFaults } from './hours.ts';
import { resolveRollout } from './resolve.ts';
import type { RolloutFile } from './rollout-file.ts';
import { soundParts } from './sound-parts.ts';
import { writtenSecrets } from './written-secrets.ts';

/** Reads a rollout file. Throws RolloutError with all that is wrong in it; nothing that it names is looked at. */
export const readRolloutFile = async (text: string, file: string): Promise<RolloutFile> =>
  checkRollout(parseYaml(text, file, 'a rollout file'));

/** The same of a document that was parsed, or put together. */
export async function checkRollout(document: Document): Promise<RolloutFile> {
  const wrong = wrongDocument(document, 'rollout');
  throwIfErrors(wrong ? [wrong] : await faultsOf(document));
  return resolveRollout(document);
}

async function faultsOf(document: Document): Promise<Diagnostic[]> {
  const secrets = writtenSecrets(document);
  const written = secrets.map(({ diagnostic }) => diagnostic);
  const shape = await shapeFaults(document);
  const unsound = [...shape.unsound, ...secrets.map(({ pointer }) => pointer)];
  const meaning = shape.isWhole ? meaningFaults(document, unsound) : [];
  const found = [...elsewhere(shape.faults, written), ...elsewhere(meaning, shape.faults.filter(isOfForm))];
  return inFileOrder([...written, ...(secrets.length === 0 ? found : found.map(withoutLine))]);
}

interface ShapeFaults {
  readonly faults: readonly Diagnostic[];
  /** JSON pointers of what does not have its shape; a text of another form is still a text. */
  readonly unsound: readonly string[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/** What the schema finds. */
async function shapeFaults(document: Document): Promise<ShapeFaults> {
  const validator = await validatorOf('rollout');
  const { diagnostics: faults, pointers } = inspect(validator, document);
  const ofForm = faults.filter(isOfForm).map(({ path }) => path);
  return {
    faults,
    unsound: pointers.filter((pointer) => !ofForm.includes(toDotted(pointer))),
    isWhole: (validator.errors ?? []).length < MAX_FAULTS,
  };
}

const isOfForm = ({ code }: Diagnostic): boolean => code === 'VALUES_FORMAT';

/** Without those at the place of one of the others. */
function elsewhere(faults: readonly Diagnostic[], others: readonly Diagnostic[]): Diagnostic[] {
  const placeOf = ({ file, line, column }: Diagnostic) => `${file}:${line}:${column}`;
  const places = others.map(placeOf);
  return faults.filter((fault) => !places.includes(placeOf(fault)));
}

/** No line of a file with a secret is shown. */
const withoutLine = (fault: Diagnostic): Diagnostic => ({ ...fault, source: undefined });

/** What is wrong in the parts of a document that have their shape. */
function meaningFaults(document: Document, unsound: readonly string[]): Diagnostic[] {
  const value = soundParts(document.value, unsound) as RolloutDocument;
  const placeOf = (pointer: string): Place => ({ at: document.locate(pointer), path: toDotted(pointer) });
  const actuators = entriesOf(value.actuators, '/actuators');
  return [
    ...policyFaults(document.value as RolloutDocument, placeOf),
    ...contradictions(value, placeOf),
    ...hoursFaults(value.forward_only ?? [], placeOf),
    ...(value.gates ?? []).flatMap((gate, i) => addressFault(gate, placeOf(`/gates/${i}`))),
    ...actuatorFaults(actuators, document.file, placeOf),
    ...receiverFaults(entriesOf(value.notify, '/notify'), placeOf),
  ];
}
