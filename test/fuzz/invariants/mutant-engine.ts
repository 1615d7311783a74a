import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildContext, context, type Plugin } from 'esbuild';
import { root } from '../../support/script.ts';
import { type Mutant, mutants } from './mutants.ts';

type Engine = typeof import('./engine.ts');

/** Engines with one change each; only what changes is read and bundled again. */
export class MutantEngines {
  readonly #context: BuildContext;
  readonly #changes: { now: Mutant | undefined };

  private constructor(bundler: BuildContext, changes: { now: Mutant | undefined }) {
    this.#context = bundler;
    this.#changes = changes;
  }

  static async start(): Promise<MutantEngines> {
    const changes: { now: Mutant | undefined } = { now: undefined };
    const bundler = await context({
      entryPoints: [join(root, 'test/fuzz/invariants/engine.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      plugins: [changing(changes)],
      logLevel: 'silent',
    });
    return new MutantEngines(bundler, changes);
  }

  /** The engine with that change. Throws where its source does not have the text to change. */
  async engineOf(mutant: Mutant): Promise<Engine> {
    this.#changes.now = mutant;
    const { outputFiles } = await this.#context.rebuild();
    const bundle = join(root, `node_modules/.cache/rollout/mutant-${randomUUID()}.mjs`);
    writeFileSync(bundle, outputFiles![0]!.contents);
    try {
      return await import(pathToFileURL(bundle).href);
    } finally {
      rmSync(bundle);
    }
  }

  close(): Promise<void> {
    return this.#context.dispose();
  }
}

const CHANGED_FILES = [...new Set(mutants.map(({ file }) => file))];

const changing = (changes: { readonly now: Mutant | undefined }): Plugin => ({
  name: 'mutant',
  setup({ onLoad }) {
    for (const file of CHANGED_FILES) {
      const path = resolve(root, file);
      onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, () => {
        const source = readFileSync(path, 'utf8');
        return { contents: changes.now?.file === file ? mutated(source, changes.now) : source, loader: 'ts' };
      });
    }
  },
});

function mutated(source: string, { file, from, to }: Mutant): string {
  if (!source.includes(from)) throw new Error(`${file} does not have ${JSON.stringify(from)}`);
  return source.replace(from, () => to);
}
