/**
 * The words of a command line but its flags and the values of --color and --annotations: `policy render` in `--color never
 * policy render`.
 */
export function wordsOf(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === '--') return [...words, ...argv.slice(i + 1)];
    if (word === '--color' || word === '--annotations') i++;
    else if (!word.startsWith('-')) words.push(word);
  }
  return words[0] === 'help' ? words.slice(1) : words;
}
