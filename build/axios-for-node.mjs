import { readFile } from 'node:fs/promises';

/**
 * An esbuild plugin that leaves of axios what sends requests by `node:http`. Its adapters for browsers are not loaded, and
 * nothing in it asks for the global FormData, Request or Response: Node reads undici for the first of these, in a third of
 * the time from the start of a kill to its call.
 */
export const axiosForNode = {
  name: 'axios-for-node',
  setup({ onLoad }) {
    onLoad({ filter: /axios\/lib\/adapters\/(fetch|xhr)\.js$/ }, () => ({ contents: NO_ADAPTER }));
    onLoad({ filter: /axios\/lib\/utils\.js$/ }, async ({ path }) => ({
      contents: withoutFormData(await readFile(path, 'utf8')),
    }));
  },
};

const NO_ADAPTER = 'export const getFetch = () => false; export default false;';

const LOOKED_FOR = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

function withoutFormData(code) {
  if (!code.includes(LOOKED_FOR))
    throw new Error('axios looks for FormData in other words: see build/axios-for-node.mjs');
  return code.replace(LOOKED_FOR, 'undefined');
}
