import type { Thresholds } from './thresholds.ts';

/** One query of a panel. */
export interface Target {
  readonly expr: string;
  readonly legend: string;
  /** Colour of its line; the palette's next where it is left out. */
  readonly color?: string;
}

export interface PanelOptions {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  /** In Grafana's grid of 24 columns. */
  readonly width: 12 | 24;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds?: Thresholds;
  readonly thresholdsStyle?: 'off' | 'dashed' | 'line+area';
  readonly step?: boolean;
}

/** A panel before it has a place: `width` and `height` in Grafana's grid of 24 columns. */
export interface Panel extends Pick<PanelOptions, 'id' | 'title' | 'description' | 'width'> {
  readonly height: number;
  readonly json: (datasource: object) => object;
}

const GRID_WIDTH = 24;

/** One green threshold: nothing is marked. */
export const PLAIN: Thresholds = { mode: 'absolute', steps: [{ color: 'green', value: null }] };

/** Panels side by side, in reading order, none over another. */
export function placed(panels: readonly Panel[], datasource: object): object[] {
  let x = 0;
  let y = 0;
  let tallest = 0;
  return panels.map(({ id, title, description, width: w, height: h, json }) => {
    if (x + w > GRID_WIDTH) {
      y += tallest;
      x = 0;
      tallest = 0;
    }
    const gridPos = { h, w, x, y };
    x += w;
    tallest = Math.max(tallest, h);
    return { id, title, description, datasource, gridPos, ...json(datasource) };
  });
}

/** The settings of the target at a position of a panel. */
export const override = (i: number, properties: readonly object[]): object => ({
  matcher: { id: 'byFrameRefID', options: refId(i) },
  properties,
});

export const targetsJson = (targets: readonly Target[], datasource: object): object[] =>
  targets.map(({ expr, legend }, i) => ({
    datasource,
    editorMode: 'code',
    expr,
    legendFormat: legend,
    range: true,
    refId: refId(i),
  }));

/** A, B ... Z, AA, AB ... */
function refId(i: number): string {
  const last = String.fromCharCode(65 + (i % 26));
  if (i < 26) return last;
  return refId(Math.floor(i / 26) - 1) + last;
}
