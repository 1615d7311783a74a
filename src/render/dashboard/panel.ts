import type { Thresholds } from './thresholds.ts';

/** One query of a panel. */
export interface Target {
  readonly expr: string;
  readonly legend: string;
  /** Colour of its line; the palette's next where it is left out. */
  readonly color?: string;
}

/** A panel before it has a place: `width` and `height` in Grafana's grid of 24 columns. */
export interface Panel {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly width: 12 | 24;
  readonly height: number;
  readonly json: (datasource: object) => object;
}

interface Looks {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly width: 12 | 24;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds?: Thresholds;
  readonly thresholdsStyle?: 'off' | 'dashed' | 'line+area';
  readonly step?: boolean;
}

const PLAIN: Thresholds = { mode: 'absolute', steps: [{ color: 'green', value: null }] };

/** Lines over time. */
export const timeseries = (looks: Looks, targets: readonly Target[]): Panel => ({
  ...looks,
  height: 8,
  json: (datasource) => ({
    type: 'timeseries',
    fieldConfig: {
      defaults: {
        color: { mode: 'palette-classic' },
        custom: {
          drawStyle: 'line',
          fillOpacity: 10,
          lineInterpolation: looks.step ? 'stepAfter' : 'linear',
          lineWidth: 1,
          showPoints: 'never',
          spanNulls: false,
          thresholdsStyle: { mode: looks.thresholdsStyle ?? 'off' },
        },
        mappings: [],
        max: looks.max,
        min: looks.min,
        thresholds: looks.thresholds ?? PLAIN,
        unit: looks.unit ?? 'short',
      },
      overrides: targets.flatMap(({ color }, i) =>
        color ? [override(i, [{ id: 'color', value: { fixedColor: color, mode: 'fixed' } }])] : [],
      ),
    },
    options: {
      legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'none' },
    },
    targets: targets.map((target, i) => targetOf(target, i, datasource)),
  }),
});

/** A row per target that is coloured where it is 1. */
export const timeline = (looks: Looks, targets: readonly Target[]): Panel => ({
  ...looks,
  height: 6,
  json: (datasource) => ({
    type: 'state-timeline',
    fieldConfig: {
      defaults: {
        color: { mode: 'thresholds' },
        custom: { fillOpacity: 80, lineWidth: 0, spanNulls: false },
        mappings: [],
        thresholds: PLAIN,
      },
      overrides: targets.map(({ color = 'green' }, i) =>
        override(i, [
          {
            id: 'mappings',
            value: [
              {
                type: 'value',
                options: {
                  0: { color: 'transparent', index: 0, text: 'false' },
                  1: { color, index: 1, text: 'true' },
                },
              },
            ],
          },
        ]),
      ),
    },
    options: {
      alignValue: 'left',
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false },
      mergeValues: true,
      rowHeight: 0.8,
      showValue: 'never',
      tooltip: { mode: 'single', sort: 'none' },
    },
    targets: targets.map((target, i) => targetOf(target, i, datasource)),
  }),
});

/** Panels side by side, in reading order, none over another. */
export function placed(panels: readonly Panel[], datasource: object): object[] {
  let [x, y, tallest] = [0, 0, 0];
  return panels.map(({ id, title, description, width: w, height: h, json }) => {
    if (x + w > 24) [x, y, tallest] = [0, y + tallest, 0];
    const gridPos = { h, w, x, y };
    x += w;
    tallest = Math.max(tallest, h);
    return { id, title, description, datasource, gridPos, ...json(datasource) };
  });
}

const override = (i: number, properties: readonly object[]): object => ({
  matcher: { id: 'byFrameRefID', options: refId(i) },
  properties,
});

const targetOf = ({ expr, legend }: Target, i: number, datasource: object): object => ({
  datasource,
  editorMode: 'code',
  expr,
  legendFormat: legend,
  range: true,
  refId: refId(i),
});

/** A, B ... Z, AA, AB ... */
const refId = (i: number): string =>
  (i >= 26 ? refId(Math.floor(i / 26) - 1) : '') + String.fromCharCode(65 + (i % 26));
