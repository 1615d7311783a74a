import { error, warning } from '../define.ts';

/** What is written for other tools, and read from them. */
export const exchangeCodes = {
  EXPORT_NO_RAMP: error<{ policy: string }>(3, {
    text: (p) =>
      `policy ${p.policy} has no load ramp that gives anybody the feature, so there is nothing to export`,
  }),
  IMPORT_NONE: error<{ kind: string; found: string }>(3, {
    text: (p) => `the file holds no resource ${p.kind}${p.found ? `, but ${p.found}` : ''}`,
    hint: (p) => `\`kubectl get ${p.kind.toLowerCase()} NAME -o yaml\` prints one`,
  }),
  IMPORT_SEVERAL: error<{ kind: string }>(3, {
    text: (p) => `a second ${p.kind}: one file becomes one rollout`,
    hint: () => 'import each from a file of its own, with the templates that it names',
  }),
  IMPORT_NO_WEIGHTS: error<{ name: string; why: string }>(3, {
    text: (p) => `${p.name} has no weights that become steps: ${p.why}`,
    hint: () => '`rollout blueprints generate` writes values from questions',
  }),
  IMPORT_TEMPLATE: error<{ kind: string; name: string }>(3, {
    text: (p) => `the file holds no ${p.kind} ${p.name}`,
    hint: () => 'put it into the same file, behind a line `---`',
  }),
  IMPORT_QUERY: error<{ metric: string; why: string }>(3, {
    text: (p) => `the query of ${p.metric} is no PromQL: ${p.why}`,
  }),
  IMPORT_LOST: warning<{ what: string }>({ text: (p) => `not in the values: ${p.what}` }),
  EXPORT_LOST: warning<{ tool: string; what: string }>({ text: (p) => `not in ${p.tool}: ${p.what}` }),
};
