import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, Sandbox } from '../support/script.ts';
import { hasTmux, Terminal } from '../support/terminal.ts';

/** How a shell starts with nobody's configuration, and takes the script. */
const SHELLS = {
  bash: { start: 'bash --norc -i', source: 'source <(rollout completion bash)' },
  zsh: {
    start: 'zsh -f -i',
    source: 'autoload -Uz compinit; compinit -u -D; source <(rollout completion zsh)',
  },
  fish: { start: 'fish --no-config', source: 'rollout completion fish | source' },
} as const;

const NAMES = Object.keys(SHELLS) as (keyof typeof SHELLS)[];
const here = NAMES.filter((name) => spawnSync(name, ['-c', 'true']).status === 0);
const missing = NAMES.filter((name) => !here.includes(name));
if (missing.length > 0) console.log(`no ${missing.join(' and ')} found: their completion is not tried`);

const HOSTILE = ['a b.yaml', `q'x"y.yaml`, '$(touch pwned).yaml', '`touch pwned`;touch pwned.yaml', '*.yaml'];

/** A folder with values, one folder for each hostile name, and names in the store that no policy has. */
function world(): Sandbox {
  const values = readFileSync(join(root, 'examples/policy-tests/average-latency.values.yaml'), 'utf8');
  const sandbox = new Sandbox(
    new Map([['values.yaml', values.replace(/policy_name: .*/, 'policy_name: checkout-v2')]]),
  );
  for (const [i, name] of HOSTILE.entries()) sandbox.write(`d${i}/${name}`, values);
  sandbox.write('dn/x\n$(touch pwned).yaml', values);
  sandbox.write('dn/x\nz.yaml', values);
  sandbox.write('reports/old.txt', '');
  sandbox.write('reports/week.html', '');
  symlinkSync(join(root, 'examples'), join(sandbox.work, 'examples'));
  const stored = join(sandbox.directory, 'state/rollout/dynamic-config');
  mkdirSync(stored, { recursive: true });
  for (const name of ['$(touch pwned)', 'chec kout', 'che`touch pwned`'])
    writeFileSync(join(stored, `${name}.json`), '{}');
  return sandbox;
}

describe.skipIf(!hasTmux).each(here)('the TAB key of %s', (name) => {
  test('completes policies, keys, paths and files, and runs no name', async () => {
    const sandbox = world();
    const { start, source } = SHELLS[name];
    const terminal = new Terminal(sandbox, start);
    try {
      terminal.type(`${source}; echo rea''dy`);
      await terminal.until('ready');

      terminal.type('rollout dynamic-config apply --policy che<Tab>--set rol<Tab>t<Tab>');
      await terminal.until('stored for checkout-v2');
      await terminal.until('in force: rollout: true');

      terminal.type(
        'rollout blueprints validate val<Tab>--strict --value policy.policy_n<Tab>new-name -o j<Tab>',
      );
      await terminal.until('"valid": true');

      terminal.type(
        'rollout policy render --value policy.drivers.average_latency_drivers[0].criteria.forward.th<Tab>81 >out; grep -c "threshold: 81\\|value: 81" out',
      );
      await terminal.until('\n1');

      terminal.type('rollout simulate --start --report reports/w<Tab>--overw<Tab>--expect comp<Tab>');
      await terminal.until('wrote reports/week.html');

      for (const [i, file] of HOSTILE.entries()) {
        terminal.type(`rollout blueprints validate d${i}/<Tab> && echo go''od`);
        await terminal.until(`d${i}/${file}: valid for`);
        await terminal.until('good');
      }
      terminal.type('rollout blueprints validate dn/<Tab><Tab><C-u>');
      terminal.type('rollout dynamic-config get --policy <Tab><Tab><C-u>');
      terminal.type(`echo at the e''nd`);
      await terminal.until('at the end');
      expect(existsSync(join(sandbox.work, 'pwned'))).toBe(false);
    } catch (problem) {
      throw new Error(`${(problem as Error).message}\n${terminal.screen()}`);
    } finally {
      terminal.close();
      sandbox.close();
    }
  });
});
