import { readFile, writeFile } from 'node:fs/promises';

/** Writes a generated module and its declarations; leaves a file alone that has not changed. */
export async function writeGenerated(file, code, declarations) {
  await put(file, code);
  await put(file.replace(/js$/, 'd.ts'), declarations);
}

async function put(file, text) {
  const existing = await readFile(file, 'utf8').catch(() => '');
  if (existing !== text) await writeFile(file, text);
}
