import { all } from '../../report/browser/dom.ts';

/** Where each key goes from a part of a figure, of so many. */
const KEYS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => Math.min(count - 1, at + 1),
  ArrowLeft: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Says what is under the pointer, or under the arrow keys, beside the title of its figure. */
export function listenToFigures(): void {
  for (const chart of all<SVGSVGElement>('svg.chart')) {
    const parts = [...chart.querySelectorAll('[data-says]')];
    const output = chart.closest('figure')?.querySelector('output');
    if (parts.length > 0 && output) listen(chart, parts, output);
  }
}

function listen(chart: SVGSVGElement, parts: readonly Element[], output: HTMLOutputElement): void {
  let at = -1;
  const show = (next: number): void => {
    if (next === at) return;
    parts[at]?.classList.remove('now');
    at = next;
    parts[at]!.classList.add('now');
    output.textContent = parts[at]!.getAttribute('data-says');
  };
  const showUnder = ({ target }: Event): void => {
    const part = target instanceof Element ? target.closest('[data-says]') : null;
    if (part) show(parts.indexOf(part));
  };
  chart.addEventListener('pointerover', showUnder);
  chart.addEventListener('pointerdown', showUnder);
  chart.addEventListener('keydown', (event) => {
    const go = KEYS[event.key];
    if (!go || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(go(at, parts.length));
  });
}
