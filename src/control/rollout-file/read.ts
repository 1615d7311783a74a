import { inFileOrder } from '../../errors/file-order.ts';
import { type Diagnostic, type Place, throwIfErrors } from '../../errors/rollout-error.ts';
import { inspect, validatorOf } from '../../schema/validate.ts';
import { wrongDocument } from '../../schema/wrong-document.ts';
import { toDotted } from '../../text/pointer.ts';
import { type Document, parseYaml } from '../../text/yaml.ts';
import { actuatorFaults, receiverFaults } from './actuators.ts';
import { addressFault } from './address-fault.ts';
import { contradictions } from './contradictions.ts';
import type { RolloutDocument } from './document.ts';
import { entriesOf } from './entries.ts';
import { hoursFaults } from './hours.ts';
import { resolveRollout } from './resolve.ts';
import type { RolloutFile } from './rollout-file.ts';
import { type WrittenSecret, writtenSecrets } from './written-secrets.ts';

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
  const shape = await shapeFaults(document, secrets);
  const meaning = secrets.length === 0 && shape.every(isUnknownSetting) ? meaningFaults(document) : [];
  return inFileOrder([...secrets.map(({ diagnostic }) => diagnostic), ...shape, ...meaning]);
}

/** A setting that there is not: all others can be looked at. */
const isUnknownSetting = ({ code, path }: Diagnostic): boolean =>
  code === 'VALUES_UNKNOWN_KEY' && path !== null && !/[.[]/.test(path);

/** What the schema finds, but at the place of a secret. No line of a file with a secret is shown. */
async function shapeFaults(document: Document, secrets: readonly WrittenSecret[]): Promise<Diagnostic[]> {
  const { diagnostics } = inspect(await validatorOf('rollout'), document);
  if (secrets.length === 0) return diagnostics;
  const placeOf = ({ file, line, column }: Diagnostic) => `${file}:${line}:${column}`;
  const places = secrets.map(({ diagnostic }) => placeOf(diagnostic));
  return diagnostics
    .filter((fault) => !places.includes(placeOf(fault)))
    .map((fault) => ({ ...fault, source: undefined }));
}

/** What is wrong in a document that has its shape. */
function meaningFaults(document: Document): Diagnostic[] {
  const value = document.value as RolloutDocument;
  const placeOf = (pointer: string): Place => ({ at: document.locate(pointer), path: toDotted(pointer) });
  const actuators = entriesOf(value.actuators, '/actuators');
  return [
    ...contradictions(value, placeOf),
    ...hoursFaults(value.forward_only ?? [], placeOf),
    ...(value.gates ?? []).flatMap((gate, i) => addressFault(gate, placeOf(`/gates/${i}`))),
    ...actuatorFaults(actuators, document.file, placeOf),
    ...receiverFaults(entriesOf(value.notify, '/notify'), placeOf),
  ];
}
