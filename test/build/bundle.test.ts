import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { bundleRollout } from '../../build/bundle.mjs';

const { metafile, outputFiles } = await bundleRollout();

test('every file is ASCII: one other character makes Node keep a file in twice the memory', async () => {
  const others = outputFiles.filter(({ contents }) => /[^\0-\x7f]/.test(Buffer.from(contents).toString()));
  expect(others.map(({ path }) => path)).toEqual([]);
  expect(outputFiles.length).toBeGreaterThan(10);
});

test('every file that one imports is there, and none only hands on what another holds', () => {
  const texts = outputFiles.map(({ contents }) => Buffer.from(contents).toString());
  const names = new Set(outputFiles.map(({ path }) => basename(path)));
  const imported = texts.flatMap((text) => [...text.matchAll(/(?:from|import|import\()"\.\/([^"]+\.js)"/g)]);
  expect(imported.length).toBeGreaterThan(500);
  expect(imported.map(([, path]) => basename(path!)).filter((name) => !names.has(name))).toEqual([]);
  const isStub = /^import\{([\w$,]+)\}from"[^"]+";(?:import"[^"]+";)*export\{\1\};\s*$/;
  expect(texts.filter((text) => isStub.test(text))).toEqual([]);
});

test('a kill loads no code of circuits, policies or schemas', () => {
  const modules = loadedBy('src/cli/commands/kill.ts', 'src/cli/rollouts/kill-here.ts');
  expect(modules).toContain('src/control/controller/kill.ts');
  expect(modules.filter((module) => /^src\/(circuit|policy|blueprint|render)\//.test(module))).toEqual([]);
});

/** The modules in the files that entries load before they run. */
function loadedBy(...entries: string[]): string[] {
  const files = Object.keys(metafile.outputs).filter((file) =>
    entries.includes(metafile.outputs[file]!.entryPoint ?? ''),
  );
  const loaded = new Set<string>();
  for (let file = files.pop(); file !== undefined; file = files.pop()) {
    loaded.add(file);
    for (const { kind, path } of metafile.outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && !loaded.has(path)) files.push(path);
  }
  return [...loaded].flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
}
