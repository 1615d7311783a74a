import type { BlueprintPolicy } from '../../blueprint/render.ts';
import { schemaReference, writeValues } from '../../blueprint/template.ts';
import { RolloutError } from '../../errors/rollout-error.ts';
import type { Document } from '../../text/yaml.ts';
import type { IO } from '../io.ts';
import type { Ask } from '../prompts/ask.ts';

/** The flags that say where things are written. */
export interface PlaceFlags {
  readonly outputFile: string;
  readonly outputDir?: string;
  readonly overwrite?: boolean;
}

export interface Written {
  /** The values file; null when the values came whole from --values-file. */
  readonly values: string | null;
  readonly files: readonly string[];
}

/** Writes the values where they have `changed`, and the bundle where a directory is given. */
export async function write(
  policy: BlueprintPolicy,
  document: Document,
  changed: boolean,
  { outputFile, outputDir, overwrite = false }: PlaceFlags,
  ask: Ask | undefined,
  io: IO,
): Promise<Written> {
  const textFor = (file: string) =>
    writeValues(policy.blueprint, document.value, {
      schema: schemaReference(policy.blueprint.files.values, file, io.cwd),
    });
  const values = changed ? await writeAsking(outputFile, textFor, overwrite, ask, io) : null;
  const bundle =
    outputDir === undefined
      ? []
      : await (await import('../bundle.ts')).writeBundle(policy, outputDir, { overwrite }, io);
  return { values, files: [...(values === null ? [] : [values]), ...bundle] };
}

/** Writes the values; where that cannot be, a person may replace the file or name another one. Returns where they went. */
async function writeAsking(
  file: string,
  textFor: (file: string) => string,
  overwrite: boolean,
  ask: Ask | undefined,
  io: IO,
): Promise<string> {
  try {
    await io.write(file, textFor(file), { overwrite });
    return file;
  } catch (problem) {
    const code = problem instanceof RolloutError ? problem.diagnostics[0]?.code : undefined;
    if (!ask || !(code === 'FILE_EXISTS' || code === 'FILE_UNWRITABLE')) throw problem;
    if (code === 'FILE_UNWRITABLE') ask.say(ask.paint.red((problem as RolloutError).message));
    else if (await ask.confirm(`${file} exists. Replace it`, false))
      return writeAsking(file, textFor, true, ask, io);
    const other = await ask.text({
      message: 'Write to',
      check: (answer) => (answer === '' ? 'give a file name' : undefined),
    });
    return writeAsking(other, textFor, false, ask, io);
  }
}
