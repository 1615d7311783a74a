import type { Command, Option } from 'commander';
import { type Answer, type Candidate, plainWords } from './completion/answer.ts';
import type { Line } from './completion/line.ts';
import { readTyped } from './completion/typed.ts';
import { argumentValues, flagValues } from './completion/values.ts';
import type { IO } from './io.ts';
import { wordsOf } from './words.ts';

/**
 * Prints what may stand at the last of `words`, a line each: the word, a tab, what it is. A last line that begins with a
 * blank says which files may stand there, too: ` files .yaml .yml`, ` files` for any, ` directories`.
 */
export async function complete(
  words: readonly string[],
  io: IO,
  treeOf: (words: readonly string[]) => Promise<Command>,
): Promise<void> {
  const { before, word, kept } = readTyped(words);
  const program = await treeOf(wordsOf(before));
  const { candidates, files } = await answerTo(program, { before, word }, io);
  const lines = candidates
    .filter((one) => one.word.startsWith(word) && isOneWord(one.word))
    .map((one) => `${one.word.slice(kept.length)}\t${one.meaning.replace(/\s+/g, ' ')}`);
  if (files === 'directories') lines.push(' directories');
  else if (files) lines.push([' files', ...files].join(' '));
  io.out(lines.map((line) => `${line}\n`).join(''));
}

/** What is no word of one line cannot be handed to a shell. */
const isOneWord = (word: string): boolean => !/^ |[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(word);

interface Asked {
  readonly before: readonly string[];
  readonly word: string;
}

async function answerTo(program: Command, { before, word }: Asked, io: IO): Promise<Answer> {
  const words = wordsOf(before);
  const command = commandOf(program, words);
  const options = [...new Set([...command.options, ...program.options])];
  const given = argumentsAmong(before, options).slice(depthOf(command));
  const line: Line = { command: namesOf(command), before, argument: given[0], io };
  const valued = optionBefore(options, before.at(-1));
  if (valued) return valuesOf(valued, word, line);
  const [flag, ...value] = word.split('=');
  const inline = word.startsWith('--') && value.length > 0 ? optionBefore(options, flag) : undefined;
  if (inline) return behind(`${flag}=`, await valuesOf(inline, value.join('='), line));
  if (word.startsWith('-'))
    return { candidates: options.filter(({ hidden }) => !hidden).map(optionCandidate) };
  const mayBeCommand = given.length === 0 || command.registeredArguments.length === 0;
  const commands = mayBeCommand ? commandsOf(command) : [];
  const argument = await argumentAnswer(command, line, { given, word });
  return { ...argument, candidates: [...commands, ...argument.candidates] };
}

/** The commands below it. */
const commandsOf = (command: Command): Candidate[] =>
  command.commands.length === 0 ? [] : command.createHelp().visibleCommands(command).map(commandCandidate);

function argumentAnswer(
  command: Command,
  line: Line,
  { given, word }: { readonly given: readonly string[]; readonly word: string },
): Promise<Answer> | Answer {
  const arguments_ = command.registeredArguments;
  const argument = arguments_[given.length] ?? arguments_.find(({ variadic }) => variadic);
  if (!argument) return plainWords([]);
  return argument.argChoices ? plainWords(argument.argChoices) : argumentValues(argument.name(), word, line);
}

/** The option of that flag, if it takes a value. */
const optionBefore = (options: readonly Option[], flag: string | undefined): Option | undefined =>
  options.find(
    (option) => takesValue(option) && flag !== undefined && [option.long, option.short].includes(flag),
  );

const takesValue = (option: Option): boolean => option.required || option.optional;

const valuesOf = (option: Option, typed: string, line: Line): Promise<Answer> | Answer =>
  option.argChoices ? plainWords(option.argChoices) : flagValues(option.long ?? '', typed, line);

/** The same with each word behind a prefix. */
const behind = (prefix: string, answer: Answer): Answer => ({
  ...answer,
  candidates: answer.candidates.map((one) => ({ ...one, word: prefix + one.word })),
});

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

/** The names from the program's commands down. */
const namesOf = (command: Command): string[] =>
  command.parent ? [...namesOf(command.parent), command.name()] : [];

const depthOf = (command: Command): number => namesOf(command).length;

/** The words that are neither flags nor their values. */
const argumentsAmong = (before: readonly string[], options: readonly Option[]): string[] =>
  before.filter((word, i) => !word.startsWith('-') && !optionBefore(options, before[i - 1]));
