import { codeOf } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';
import { expecting } from '../prompts/checks.ts';
import type { Prompts } from '../prompts/prompts.ts';

/** A file that may be written, and whether what exists there may be replaced. */
export interface OutputFile {
  readonly file: string;
  readonly overwrite: boolean;
}

export const isFileName = expecting('give a file name', (answer) => answer !== '');

/**
 * Looks before anything is asked whether the file exists: a person may replace it or name another one. Throws
 * FILE_EXISTS where nobody is asked, FILE_UNWRITABLE for what can be no file.
 */
export async function chooseOutputFile(
  { file, overwrite }: OutputFile,
  prompts: Prompts | undefined,
  io: IO,
): Promise<OutputFile> {
  if (file === '-' || overwrite) return { file, overwrite };
  try {
    await io.checkWritable(file);
    return { file, overwrite };
  } catch (problem) {
    if (!prompts || codeOf(problem) !== 'FILE_EXISTS') throw problem;
  }
  const isReplaced = await prompts.confirm(`${file} exists. Replace it`, false, { help: HELP });
  if (isReplaced) return { file, overwrite: true };
  const other = await prompts.text({ message: 'Write to', check: isFileName, form: 'free', help: HELP });
  return chooseOutputFile({ file: other, overwrite: false }, prompts, io);
}

const HELP = 'Where the values are written once all is answered; nothing is written before.';
