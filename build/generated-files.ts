import { componentsPage } from '../src/policy/components-page.ts';
import { policySchema } from '../src/policy/policy-schema.ts';
import { errorsPage } from './errors-page.ts';

/** The files made from the table of kinds and the catalogue of errors, by their path in the repository. */
export const generatedFiles = (): Record<string, string> => ({
  'schemas/policy.schema.json': `${JSON.stringify(policySchema(), null, 2)}\n`,
  'docs/components.md': componentsPage(),
  'docs/errors.md': errorsPage(),
});
