const WORD = /(?:[\w./:=,%@+^-]|\$\w+|'[^']*'|"[^"$`\\!]*")+/y;

/**
 * The words of a line of bash that is one command and nothing else: no variable but these, no pipe, no redirection, no pattern.
 * Undefined where it is more than that.
 */
export function plainWords(
  line: string,
  variables: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  const words: string[] = [];
  for (let at = 0; at < line.length; ) {
    WORD.lastIndex = at;
    const [word] = WORD.exec(line) ?? [];
    const end = at + (word?.length ?? 0);
    if (word === undefined || /\S/.test(line[end] ?? ' ')) return undefined;
    const unknown = [...word.replace(/'[^']*'/g, '').matchAll(/\$(\w+)/g)].some(
      ([, name]) => !(name! in variables),
    );
    if (unknown) return undefined;
    words.push(unquoted(word, variables));
    at = end + (/^\s*/.exec(line.slice(end))?.[0].length ?? 0);
  }
  return words;
}

const unquoted = (word: string, variables: Readonly<Record<string, string>>): string =>
  word.replace(
    /'([^']*)'|"([^"]*)"|\$(\w+)/g,
    (_, single, double, name) => single ?? double ?? variables[name],
  );

const GROUPS = ['blueprints', 'dynamic-config', 'policy', 'assess'];

/** The names of a command line, `policy render`. */
export const commandOf = ([first = '', second = '']: readonly string[]): string =>
  GROUPS.includes(first) ? `${first} ${second}` : first;
