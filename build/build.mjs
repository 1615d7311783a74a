import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleRollout, dist, root } from './bundle.mjs';
import { thirdPartyLicenses } from './licenses.mjs';
import { writePageScripts } from './page-script.mjs';
import { writeValidators } from './validators.mjs';

const STALE_MS = 10 * 60 * 1000;

const [validators] = await Promise.all([writeValidators(), writePageScripts()]);
const { outputFiles, metafile } = await bundleRollout();
await put(join(root, 'THIRD-PARTY-LICENSES'), await thirdPartyLicenses(root, [validators, metafile]), 0o644);
// Entries come last, and each file whole, so that a rollout that runs during a build finds its chunks.
const isEntry = ({ path }) => dirname(path) === dist;
for (const file of outputFiles.sort((a, b) => Number(isEntry(a)) - Number(isEntry(b))))
  await put(file.path, file.contents, file.path === join(dist, 'rollout.js') ? 0o755 : 0o644);
await removeStale(join(dist, 'chunks'));

async function put(file, contents, mode) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, contents, { mode });
  await rename(`${file}.${process.pid}`, file);
}

/** Chunks of earlier builds go only after a while: a simulation that is still running may import them. */
async function removeStale(folder) {
  const names = await readdir(folder).catch(() => []);
  const ages = await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs]));
  const newest = Math.max(...ages.map(([, time]) => time));
  const stale = ages.filter(([, time]) => time < newest - STALE_MS);
  await Promise.all(stale.map(([name]) => rm(join(folder, name))));
}
