/** A path into a document, as its keys and list positions. */
export type Path = readonly (string | number)[];

/** JSON pointer (RFC 6901): `/policy/steps/0`. */
export const toPointer = (path: Path): string =>
  path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/** The parts of a JSON pointer, all as strings. */
export function fromPointer(pointer: string): string[] {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  return parts.map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** A JSON pointer as people write it: `policy.load_ramp.steps[0].duration`. */
export function toDotted(pointer: string): string {
  let dotted = '';
  for (const part of fromPointer(pointer)) {
    if (/^(0|[1-9]\d{0,5})$/.test(part)) dotted += `[${part}]`;
    else if (/^[\w-]+$/.test(part)) dotted += dotted ? `.${part}` : part;
    else dotted += `[${JSON.stringify(part)}]`;
  }
  return dotted;
}

/** Reads `policy.steps[0].duration` or `a["odd key"]`; `undefined` when it is not a path. */
export function parseDotted(text: string): Path | undefined {
  const path: (string | number)[] = [];
  const part = /(?:^|(?<!^)\.)([^.[\]"]+)|\[(\d{1,6})\]|\["((?:[^"\\]|\\.)*)"\]/gy;
  let end = 0;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    const [, key, index, quoted] = match;
    if (index !== undefined) path.push(Number(index));
    else path.push(key ?? unquote(quoted!));
    end = part.lastIndex;
  }
  if (end !== text.length || path.length === 0) return undefined;
  return path;
}

/** The text between the quotes of `["..."]`, with the escapes of JSON; unchanged where it is no JSON. */
const unquote = (quoted: string): string => {
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    return quoted;
  }
};
