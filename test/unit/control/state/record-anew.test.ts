import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { RolloutRecord } from '../../../../src/control/record/record.ts';
import { type DamageWorld, testDamage } from '../../../support/control/damage-suite.ts';
import { openDirectory } from '../../../support/control/file-target.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollout-damaged-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Records in directories. */
class DirectoryWorld implements DamageWorld {
  readonly tooLarge = 17 * 1024 * 1024;
  readonly forgets = true;

  async open(rollout: number) {
    return openDirectory(folderOf(rollout));
  }

  async begin(rollout: number, record: RolloutRecord): Promise<void> {
    mkdirSync(folderOf(rollout));
    openDirectory(folderOf(rollout)).create(record);
  }

  async put(rollout: number, text: string | undefined): Promise<void> {
    const folder = folderOf(rollout);
    const files = readdirSync(folder).filter((name) => name.startsWith('record.'));
    const numbers = files.map((name) => Number(name.split('.')[1]));
    if (text === undefined) for (const name of files) rmSync(join(folder, name));
    else writeFileSync(join(folder, `record.${Math.max(...numbers)}.json`), text);
  }
}

const folderOf = (rollout: number): string => join(directory, String(rollout));

testDamage(() => new DirectoryWorld());
