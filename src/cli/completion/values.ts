import { type Answer, DIRECTORIES, filesWith, NOTHING, plainWords } from './answer.ts';
import { givenTo, type Line } from './line.ts';

type Complete = (typed: string, line: Line) => Promise<Answer> | Answer;

const VALUES = filesWith('.yaml', '.yml');
const YAML_OR_JSON = filesWith('.yaml', '.yml', '.json');
const RECORDING = filesWith('.recording');

/** The blueprints by the last part of their names. */
async function blueprints(_typed: string, { before }: Line): Promise<Answer> {
  const { listBlueprints } = await import('../../blueprint/catalog.ts');
  const found = await listBlueprints(givenTo(before, '--blueprints'));
  const candidates = found.map(({ name, title }) => ({
    word: name.slice(name.lastIndexOf('/') + 1),
    meaning: title,
  }));
  return { candidates };
}

async function scenarios(): Promise<Answer> {
  const { builtIns } = await import('../simulate/scenario-source.ts');
  return { ...VALUES, ...plainWords(builtIns()) };
}

/** The outcomes that are not yet among those before the last comma. */
async function outcomes(typed: string): Promise<Answer> {
  const { OUTCOMES } = await import('../simulate/output-request.ts');
  const given = typed.slice(0, typed.lastIndexOf(',') + 1);
  const taken = given.split(',');
  return plainWords(OUTCOMES.filter((one) => !taken.includes(one)).map((one) => given + one));
}

const policies: Complete = async (_typed, line) =>
  plainWords(await (await import('./steering.ts')).policyNames(line));

const rollouts: Complete = async (_typed, line) =>
  plainWords(await (await import('./steering.ts')).rolloutsOf(line));

/** `--set` is the dynamic configuration of what runs, a key of a rollout file, or as `--value`. */
const assignments: Complete = async (typed, line) => {
  if (line.command[0] === 'init') return NOTHING;
  const isSteering = line.command[0] === 'dynamic-config' || line.command[0] === 'simulate';
  if (isSteering) return (await import('./steering.ts')).dynamicKeys(typed, line);
  return paths(typed, line);
};

const paths: Complete = async (typed, line) => (await import('./paths.ts')).valuePaths(typed, line);

/** None where the policy cannot be read. */
const signals: Complete = async (typed, line) =>
  (await import('./signals.ts')).signalNames(typed, line).catch(() => NOTHING);

/** What a flag takes whose values are no fixed choice. */
const FLAGS: Readonly<Record<string, Complete>> = {
  '--blueprints': () => DIRECTORIES,
  '--dynamic-config': () => YAML_OR_JSON,
  '--expect': outcomes,
  '--file': () => YAML_OR_JSON,
  '--http-config-file': () => VALUES,
  '--incidents': () => YAML_OR_JSON,
  '--junit': () => filesWith('.xml'),
  '--name': blueprints,
  '--output-dir': () => DIRECTORIES,
  '--output-file': () => filesWith(),
  '--policy': policies,
  '--policy-file': () => YAML_OR_JSON,
  '--record': () => RECORDING,
  '--replay': () => RECORDING,
  '--report': () => filesWith('.html', '.svg'),
  '--resume': () => RECORDING,
  '--scenario': scenarios,
  '--set': assignments,
  '--signal': signals,
  '--state': () => DIRECTORIES,
  '--state-dir': () => DIRECTORIES,
  '--trace': () => filesWith('.csv', '.ndjson'),
  '--try': paths,
  '--value': paths,
  '--values-file': () => VALUES,
  '--vary': paths,
};

/** What an argument takes, by its name. */
const ARGUMENTS: Readonly<Record<string, Complete>> = {
  after: () => YAML_OR_JSON,
  before: () => YAML_OR_JSON,
  file: () => VALUES,
  part: () => filesWith(),
  name: (typed, line) => (line.command[0] === 'blueprints' ? blueprints : policies)(typed, line),
  policy: policies,
  rollout: rollouts,
};

/** What a flag takes; nothing for what only the user knows. */
export const flagValues = (flag: string, typed: string, line: Line): Promise<Answer> | Answer =>
  FLAGS[flag]?.(typed, line) ?? NOTHING;

export const argumentValues = (name: string, typed: string, line: Line): Promise<Answer> | Answer =>
  ARGUMENTS[name]?.(typed, line) ?? NOTHING;
