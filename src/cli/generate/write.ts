import type { BlueprintPolicy } from '../../blueprint/render.ts';
import { schemaReference } from '../../blueprint/schema-reference.ts';
import { writeValues } from '../../blueprint/template.ts';
import { codeOf, type RolloutError } from '../../errors/rollout-error.ts';
import type { Document } from '../../text/yaml.ts';
import type { IO } from '../io.ts';
import { withoutBack } from '../prompts/history.ts';
import type { Prompts } from '../prompts/prompts.ts';
import { isFileName } from './output-file.ts';

/** Where things are written. */
export interface Destination {
  readonly outputFile: string;
  /** Whether a values file that exists is replaced. */
  readonly overwriteFile?: boolean;
  readonly outputDir?: string;
  /** Whether the values name their schema by a URL. */
  readonly schemaUrl?: boolean;
  readonly overwrite?: boolean;
}

/** What is written: a policy, and its values unless they are those of --values-file as they are. */
export interface Writing {
  readonly policy: BlueprintPolicy;
  readonly document: Document;
  readonly hasNewValues: boolean;
}

export interface Written {
  /** The values file; null when the values are those of --values-file as they are. */
  readonly values: string | null;
  readonly files: readonly string[];
}

/** Writes new values, and the bundle where a directory is given. */
export async function write(
  { policy, document, hasNewValues }: Writing,
  { outputFile, overwriteFile, outputDir, schemaUrl, overwrite }: Destination,
  prompts: Prompts | undefined,
  io: IO,
): Promise<Written> {
  const text = (file: string): string =>
    writeValues(policy.blueprint, document.value, {
      schema: schemaReference(policy.blueprint.files.values, {
        output: file,
        cwd: io.cwd,
        byUrl: schemaUrl,
      }),
    });
  const files: string[] = [];
  if (hasNewValues)
    files.push(await writeText({ file: outputFile, text, overwrite: overwriteFile }, prompts, io));
  const values = files[0] ?? null;
  if (outputDir !== undefined) files.push(...(await writeBundle(policy, outputDir, { overwrite }, io)));
  return { values, files };
}

const writeBundle: typeof import('../bundle.ts').writeBundle = async (...given) =>
  (await import('../bundle.ts')).writeBundle(...given);

interface TextFile {
  readonly file: string;
  /** Its text where it is written there: it names its schema by a relative path. */
  readonly text: (file: string) => string;
  readonly overwrite?: boolean;
}

/**
 * Writes a file; where that cannot be, a person may replace it or name another one. Returns where it went.
 */
async function writeText(
  { file, text, overwrite }: TextFile,
  prompts: Prompts | undefined,
  io: IO,
): Promise<string> {
  try {
    await io.write(file, text(file), { overwrite });
    return file;
  } catch (problem) {
    const code = codeOf(problem);
    if (!prompts || !(code === 'FILE_EXISTS' || code === 'FILE_UNWRITABLE')) throw problem;
    if (code === 'FILE_UNWRITABLE') prompts.print(prompts.paint.red((problem as RolloutError).message));
    else if (await withoutBack(() => prompts.confirm(`${file} exists. Replace it`, false)))
      return writeText({ file, text, overwrite: true }, prompts, io);
    const question = { message: 'Write to', check: isFileName, form: 'free' } as const;
    const other = await withoutBack(() => prompts.text(question));
    return writeText({ file: other, text }, prompts, io);
  }
}
