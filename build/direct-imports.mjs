import { basename } from 'node:path';

/** The banner of every file, for the packages that call `require`. */
export const REQUIRE =
  "import{createRequire as rolloutCreateRequire}from'node:module';const require=rolloutCreateRequire(import.meta.url);";

const HANDS_ON =
  /^\s*import\{([\w$,]+)\}from"\.\/(chunk-\w+\.js)";(?:import"\.\/[\w-]+\.js";)*export\{\1\};\s*$/;

/**
 * The files without those that only hand on what a shared chunk holds: esbuild writes one for each module that is imported
 * at run time and has its code in such a chunk. Each takes 4 kB on disk, and time to load. Who imported it imports the chunk.
 *
 * @param {readonly { path: string, text: string }[]} files
 */
export function withDirectImports(files) {
  const chunks = new Map(files.flatMap(handedOn));
  return files
    .filter(({ path }) => !chunks.has(basename(path)))
    .map(({ path, text }) => ({ path, text: direct(text, chunks) }));
}

function handedOn({ path, text }) {
  const [, , chunk] = HANDS_ON.exec(withoutBanner(text)) ?? [];
  return chunk === undefined ? [] : [[basename(path), chunk]];
}

const withoutBanner = (text) => text.replace(`${REQUIRE}\n`, '');

/** Imports at run time alone name such a file. */
function direct(text, chunks) {
  const used = text.replaceAll(/import\("(\.\/(?:chunks\/)?)([\w-]+\.js)"\)/g, (whole, folder, name) =>
    chunks.has(name) ? `import("${folder}${chunks.get(name)}")` : whole,
  );
  const left = [...chunks.keys()].find((name) => used.includes(`/${name}"`));
  if (left !== undefined) throw new Error(`${left} is imported in another way than at run time`);
  return /\brequire\b/.test(withoutBanner(used)) ? used : withoutBanner(used);
}
