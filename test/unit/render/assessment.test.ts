import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { assessmentHtml } from '../../../src/render/assessment.ts';
import { assessed, injection } from '../../support/assessed.ts';

describe('the page of an assessment', () => {
  test('allows its own script and style by hash, and nothing else', () => {
    const html = assessmentHtml(assessed());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)![1]!;
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [script] = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => hash(match[1]!));
    const [style] = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => hash(match[1]!));
    expect(policy).toBe(
      `default-src 'none'; img-src data:; script-src ${script}; style-src ${style}; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/ style="| on\w+="|src="|@import|url\(/);
  });

  test.each(['</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"\'&<>\u0000'])(
    'shows %j as text',
    (text) => {
      const { assessment } = assessed();
      const { false_alarms } = assessment;
      const [stretch] = false_alarms.stretches.worst;
      const hostile = { signal: text, criterion: text, command: text };
      const html = assessmentHtml({
        ...assessed({
          policy: text,
          false_alarms: {
            ...false_alarms,
            by: [{ ...hostile, rehearsals: 1 }],
            stretches: { of: 1, worst: [{ ...stretch!, ...hostile, from: text, to: text }] },
          },
          incidents: [
            {
              name: text,
              from: text,
              to: text,
              rehearsals: 1,
              caught: 0,
              delay_seconds: { p50: null, p95: null },
            },
          ],
          injections: [injection(1.2, 90, text), { ...injection(1.2, 90), effect: text, share: text }],
          diagnostics: [{ severity: 'warning', message: text }],
        }),
        measures: new Map([[text, { title: text, unit: text }]]),
        policyText: text,
        valuesText: text,
      });
      expect(html.match(/<script/g)).toHaveLength(1);
      expect(html).not.toContain('<img');
      expect(html).not.toContain('\u0000');
    },
  );

  test('says what was found, on what, and how sure it is', () => {
    const html = assessmentHtml(assessed({ verdict: 'cannot tell', partial: true }));
    for (const said of [
      'rehearsals were reset by nothing, all from 2 stretches',
      'This history cannot tell whether the limits are kept.',
      'Partial: it was interrupted',
      '2026-11-16T00:00:00.000Z',
      '20,160, one every 1 min',
      'average latency 20 % higher',
      'rollout simulate values.yaml --start',
    ])
      expect(html).toContain(said);
  });

  const saidIn = (html: string, figure: string): string[] => {
    const [, inside = ''] = new RegExp(`<figure class="${figure}[^"]*">(.*?)</figure>`, 's').exec(html) ?? [];
    return [...inside.matchAll(/data-says="([^"]*)"/g)].map(([, said]) => said!);
  };

  test('has a bar for every time to 100 %, and one for those that did not get there', () => {
    const bars = saidIn(assessmentHtml(assessed()), 'completion');
    expect(bars[0]).toBe('45 min to 50 min: 846 rehearsals');
    expect(bars.at(-1)).toBe('not within 2 h 15 min: 5 rehearsals');
    expect(bars).toContain('1 h 5 min to 1 h 10 min: 1 rehearsal, 1 of them after a reset');
  });

  test('has a cell an hour of the history, with the worst stretches by their numbers', () => {
    const html = assessmentHtml(assessed());
    const cells = saidIn(html, 'calendar hour');
    expect(cells).toHaveLength(14 * 24 + 2);
    expect(cells.filter((said) => !said.endsWith(': 0 reset') && !said.startsWith('stretch'))).toEqual([
      'Tue 3 Nov 10:00: 5 reset',
      'Wed 11 Nov 10:00: 5 reset',
      'Wed 11 Nov 11:00: 3 reset',
    ]);
    expect(html).toMatch(
      /<a href="#stretch-2" data-says="stretch 2, 11 Nov 10:00 to 12:00 UTC: 8 reset"><text/,
    );
    expect(html).toContain('<li id="stretch-2"><b>11 Nov 10:00 to 12:00 UTC</b>');
  });

  test('has a cell a day of a longer history, incidents marked', () => {
    const incident = {
      name: 'db',
      from: '2026-11-20T10:00:00Z',
      to: '2026-11-21T10:00:00Z',
      rehearsals: 4,
      caught: 1,
      delay_seconds: { p50: null, p95: null },
    };
    const html = assessmentHtml(assessed({ incidents: [incident] }, 90));
    const cells = saidIn(html, 'calendar day');
    expect(cells).toHaveLength(90 + 2);
    expect(cells.filter((said) => said.endsWith(', incident'))).toEqual([
      'Fri 20 Nov: 0 reset, incident',
      'Sat 21 Nov: 0 reset, incident',
    ]);
    expect(cells).toContain('Wed 11 Nov: 8 reset');
    expect(html.match(/<rect class="outline incident"/g)).toHaveLength(2);
  });

  test('has a map of when to start that does not judge what it saw too seldom', () => {
    const cells = saidIn(assessmentHtml(assessed()), 'starts');
    expect(cells).toContain('Tue 10:00: 82 of 100, 2 weeks, too few to judge');
    expect(cells).toContain('10:00 of all days: 80 of 100');
    expect(cells).toContain('Mon, all day: too few days to judge');
  });

  test('has a curve of what is caught by the size of an effect, the smallest first', () => {
    const html = assessmentHtml(assessed());
    expect(saidIn(html, 'detection')).toEqual([
      '5 % higher: caught 2 % (0 % to 5 %), reset 0.8 %, held 1.2 %',
      '10 % higher: caught 30 % (26 % to 33 %), reset 12 %, held 18 %',
      '20 % higher: caught 97 % (93 % to 100 %), reset 38.8 %, held 58.2 %',
      '30 % higher: caught 99 % (95 % to 100 %), reset 39.6 %, held 59.4 %',
      '50 % higher: caught 100 % (96 % to 100 %), reset 40 %, held 60 %',
    ]);
    expect(html).toContain('caught in 95 of 100 from x1.18 on');
    const added = { ...injection(1.2, 90), effect: 'AVERAGE_LATENCY_0: +20' };
    const both = assessmentHtml(assessed({ injections: [injection(1.2, 97), added] }));
    expect(both.match(/from x1\.18 on/g)).toHaveLength(1);
  });

  test('is there without a rehearsal, an interval, a reset or an injection', () => {
    const { assessment } = assessed();
    const none = { count: 0, share: Number.NaN, independent: 0, n_effective: 0, interval: null };
    const html = assessmentHtml({
      ...assessed({
        rehearsals: { ...assessment.rehearsals, count: 0 },
        completed: none,
        completed_without_reset: none,
        false_alarms: {
          reset: none,
          reset_at_first_step: none,
          backward: none,
          by: [],
          stretches: { of: 0, worst: [] },
        },
        injections: [],
      }),
      outcomes: [],
    });
    expect(html).toContain('There was not one rehearsal.');
    expect(html).toContain('Nothing reset a rehearsal.');
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('is the same for the same assessment', () => {
    expect(assessmentHtml(assessed())).toBe(assessmentHtml(assessed()));
  });
});
