import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../errors/rollout-error.ts';
import { printableJson, printableLine } from '../../text/printable.ts';
import type { Annotations, ForgeWorld } from './forge.ts';
import { projectPath } from './project-path.ts';

const SEVERITY = { error: 'critical', warning: 'minor' } as const;

/** One JSON array at the end: the Code Quality report of GitLab, which a job gives as its artifact. */
export function gitlabAnnotations({ env, cwd }: ForgeWorld): Annotations {
  const found: Diagnostic[] = [];
  return {
    isDocument: true,
    add(diagnostics) {
      found.push(...diagnostics);
      return '';
    },
    end: () =>
      `${printableJson(
        entries(found, (file) => projectPath(file, cwd, env.CI_PROJECT_DIR)),
        2,
      )}\n`,
    inert: (text) => text,
  };
}

function entries(diagnostics: readonly Diagnostic[], pathOf: (file: string) => string): object[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, severity, message, hint, file, line }) => {
    const path = file === null || line === null ? '.' : pathOf(file);
    const identity = [code, path, message].join('\n');
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    return {
      description: printableLine(hint === null ? message : `${message}; hint: ${hint}`),
      check_name: code,
      fingerprint: createHash('sha256').update(`${identity}\n${before}`).digest('hex'),
      severity: SEVERITY[severity],
      location: { path, lines: { begin: line ?? 1 } },
    };
  });
}
