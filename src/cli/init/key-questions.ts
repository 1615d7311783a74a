import type { KeySchema } from '../../control/actuators/kind.ts';
import type { EntryConfig } from '../../control/rollout-file/document.ts';

/** A question about one key of an entry, or about one value that several keys may give. */
export interface KeyQuestion {
  readonly message: string;
  readonly help: string;
  readonly keys: readonly string[];
  /** What Enter alone answers. */
  readonly fallback?: string;
  /** The keys that an answer gives, or why it gives none. */
  readonly read: (answer: string) => EntryConfig | string;
}

interface Property {
  readonly type?: string;
  readonly description?: string;
}

type Properties = Readonly<Record<string, Property>>;

const NONE = 'none';

/** What a kind needs to know, and its secrets; what has a usual value is left to the file. */
export function questionsOf({ properties, required }: KeySchema): KeyQuestion[] {
  return Object.keys(properties).flatMap((key) => {
    if (required.includes(key)) return [plainQuestion(key, properties)];
    const name = /^(.+)_env$/.exec(key)?.[1];
    if (name === undefined) return [];
    return [placeQuestion(name, properties)];
  });
}

/** Something for each key that is needed, so that others can be checked before these are known. */
export const fillers = ({ properties, required }: KeySchema): EntryConfig =>
  Object.fromEntries(required.map((key) => [key, isList(properties as Properties, key) ? ['x'] : 'x']));

const isList = (properties: Properties, key: string): boolean => properties[key]?.type === 'array';

function plainQuestion(key: string, properties: Properties): KeyQuestion {
  const description = properties[key]?.description ?? key;
  return {
    message: withoutStop(description),
    help: `${key}: ${description}`,
    keys: [key],
    read: (answer) => {
      if (answer === '') return 'give a text';
      if (!isList(properties, key)) return { [key]: answer };
      const list = listOf(answer);
      return list ? { [key]: list } : 'give words, or a list in JSON';
    },
  };
}

/** Words, or a list in JSON; undefined where that cannot be read. */
function listOf(answer: string): readonly unknown[] | undefined {
  if (!answer.startsWith('[')) return answer.split(/\s+/);
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}

/** A value that is named by its file or its variable, as secrets are; an address may stand there itself. */
function placeQuestion(name: string, properties: Properties): KeyQuestion {
  const what = withoutStop(properties[`${name}_env`]?.description ?? '').replace(/^.*? that holds /, '');
  const hasPlain = Object.hasOwn(properties, name);
  const isNeeded = name === 'url';
  return {
    message: hasPlain ? `${capital(what)}, its file or $VARIABLE` : `File or $VARIABLE with ${what}`,
    help: 'A secret is not written in the file: name a file that only its owner can read, or an environment variable, such as $TOKEN.',
    keys: [name, `${name}_file`, `${name}_env`],
    fallback: isNeeded ? undefined : NONE,
    read: (answer) => readPlace(answer, { name, hasPlain, isNeeded }),
  };
}

interface Place {
  readonly name: string;
  readonly hasPlain: boolean;
  readonly isNeeded: boolean;
}

function readPlace(answer: string, { name, hasPlain, isNeeded }: Place): EntryConfig | string {
  if (answer === '' && isNeeded) return 'give a file or a $VARIABLE';
  if (!isNeeded && answer === NONE) return {};
  if (answer.startsWith('$')) return { [`${name}_env`]: answer.slice(1) };
  if (!/^[a-z]+:\/\//i.test(answer)) return { [`${name}_file`]: answer };
  if (hasPlain) return { [name]: answer };
  return 'it may be a secret: name a file or a $VARIABLE that holds it';
}

const withoutStop = (text: string): string => text.replace(/\.$/, '');

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
