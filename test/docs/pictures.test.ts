import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf, REPORT_DIGEST, reportPage } from '../../build/pictures/report-page.ts';
import { terminalSvg } from '../../build/pictures/terminal-svg.ts';
import { root } from '../support/script.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const shown = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file]) => file!);

// That of the terminal is compared byte by byte with the other generated files.
test('the picture of the report is of the page that rollout writes now (else: npm run pictures)', () => {
  expect(readFileSync(join(root, REPORT_DIGEST), 'utf8').trim()).toBe(digestOf(reportPage(root)));
});

test('the README shows each picture, and each is small', () => {
  const pictures = readdirSync(join(root, 'docs/pictures')).filter((file) => /\.(png|svg)$/.test(file));
  expect(shown.toSorted()).toEqual(pictures.map((file) => `docs/pictures/${file}`).toSorted());
  for (const file of shown) expect(statSync(join(root, file)).size, file).toBeLessThan(150_000);
});

describe('a terminal as SVG', () => {
  const svgOf = (line: string) => terminalSvg([line], 10);

  test('has text in its colour at its column, escaped', () => {
    expect(svgOf('ab\u001b[31m<x>\u001b[0m')).toContain(
      '<text transform="translate(16.8 0)" y="13" textLength="25.2" lengthAdjust="spacingAndGlyphs" fill="#ff7b72">&#60;x&#62;</text>',
    );
  });

  test('draws blocks and braille, whatever fonts there are', () => {
    expect(svgOf('█')).toContain('d="M0 0h8.4v18h-8.4z"');
    expect(svgOf('▄')).toContain('d="M0 9h8.4v9h-8.4z"');
    expect(svgOf('⠁')).toContain('d="M1 1h2.4v2.4h-2.4z"');
    expect(svgOf(' │')).toContain('d="M4.2 0V18"');
  });
});
