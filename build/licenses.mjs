import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const HEAD = `Third-party licenses

The files in dist/ contain code of the packages below, as published on npm and minified. Each section names packages and
gives the text of their license and notices.
`;
const RULE = '-'.repeat(78);

/** The folders, below the root, of the packages of which esbuild put code into what it made; sorted. */
export function bundledFolders(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.entries(output.inputs)),
  );
  const folders = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/**
 * The text of THIRD-PARTY-LICENSES: packages with the same text share a section; the same bytes for the same
 * packages.
 */
export async function thirdPartyLicenses(root, metafiles) {
  const folders = bundledFolders(metafiles).map((folder) => join(root, folder));
  const sections = new Map();
  for (const { title, text } of await Promise.all(folders.map(readPackage)))
    sections.set(text, [...(sections.get(text) ?? []), title]);
  const blocks = [...sections].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return [HEAD, ...blocks].join(`\n${RULE}\n`);
}

async function readPackage(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { title: `${name} ${version} (${license})`, text: await licenseText(folder) };
}

/**
 * The license and notice files of a package, else what its README says under "License". Throws when there is
 * neither.
 */
async function licenseText(folder) {
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name)).sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const text = files.length > 0 ? files.join('\n') : await readmeLicense(folder);
  if (!text) throw new Error(`${folder} has no license text`);
  return text.replaceAll('\r\n', '\n').trim();
}

/** From the heading "License" to the link references at the end. */
async function readmeLicense(folder) {
  const [, section] = (await readFile(join(folder, 'README.md'), 'utf8')).split(/^License\n-+$/m);
  return section?.split(/^\[/m)[0].replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}
