import type { Command, Option } from 'commander';
import type { IO } from './io.ts';
import { wordsOf } from './words.ts';

/** The word the scripts call rollout with: `rollout __complete policy re`. */
export const COMPLETE = '__complete';

/**
 * What each shell sources. All of them ask rollout itself, so they never go stale; no answer means file
 * names.
 */
export const scripts = {
  bash: `_rollout() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(rollout ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1)" -- "\${COMP_WORDS[COMP_CWORD]#=}"))
}
complete -o default -F _rollout rollout
`,
  zsh: `#compdef rollout
_rollout() {
  local -a found
  found=("\${(@f)$(rollout ${COMPLETE} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=("\${(@)found//:/\\\\:}")
  found=("\${(@)found/$'\\t'/:}")
  if [[ -n "$found[1]" ]]; then _describe rollout found; else _files; fi
}
if [[ "$funcstack[1]" == _rollout ]]; then _rollout "$@"; else compdef _rollout rollout; fi
`,
  fish: `function __rollout_complete
    set -l words (commandline -opc) (commandline -ct)
    rollout ${COMPLETE} $words[2..] 2>/dev/null
end
complete -c rollout -f -n 'test (count (__rollout_complete)) -gt 0' -a '(__rollout_complete)'
`,
} as const;

/** Prints what may stand at the last of \`words\`, a line each: the word, a tab, what it is. */
export async function complete(
  words: readonly string[],
  io: IO,
  treeOf: (words: readonly string[]) => Promise<Command>,
): Promise<void> {
  const split = words.filter((word) => word !== '='); // bash hands over --color=auto as three words
  const typed = split.at(-1) ?? '';
  const before = split.slice(0, -1);
  const program = await treeOf(wordsOf(before));
  for (const { word, meaning } of await candidates(program, before, typed))
    if (word.startsWith(typed)) io.out(`${word}\t${meaning}\n`);
}

interface Candidate {
  readonly word: string;
  readonly meaning: string;
}

async function candidates(program: Command, before: readonly string[], typed: string): Promise<Candidate[]> {
  const command = commandOf(program, wordsOf(before));
  const options = [...new Set([...command.options, ...program.options])];
  const last = before.at(-1);
  const valued = options.find(
    (option) => takesValue(option) && last !== undefined && [option.long, option.short].includes(last),
  );
  if (valued) return (valued.argChoices ?? (await NAMES[valued.long ?? '']?.()) ?? []).map(plain);
  if (typed.startsWith('-')) return options.filter((option) => !option.hidden).map(optionCandidate);
  if (command.commands.length > 0) return command.createHelp().visibleCommands(command).map(commandCandidate);
  const [argument] = command.registeredArguments;
  return (argument?.argChoices ?? (await NAMES[`--${argument?.name()}`]?.()) ?? []).map(plain);
}

/**
 * Flags whose values rollout knows though a user may give others; an argument called `name` is as `--name`.
 */
const NAMES: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  '--name': async () => {
    const { listBlueprints } = await import('../blueprint/catalog.ts');
    return (await listBlueprints()).map(({ name }) => name.slice(name.lastIndexOf('/') + 1));
  },
  '--expect': async () => (await import('./simulate/output-request.ts')).OUTCOMES,
  '--scenario': async () => (await import('./simulate/scenario-source.ts')).builtIns(),
};

const plain = (word: string): Candidate => ({ word, meaning: '' });

const takesValue = (option: Option): boolean => option.required || option.optional;

const optionCandidate = (option: Option): Candidate => ({
  word: option.long ?? option.short!,
  meaning: option.description,
});

const commandCandidate = (command: Command): Candidate => ({
  word: command.name(),
  meaning: command.summary() || command.description(),
});

function commandOf(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of words) command = command.commands.find((inner) => inner.name() === word) ?? command;
  return command;
}
