import { override, type Panel, type PanelOptions, PLAIN, type Target, targetsJson } from './panel.ts';

/** Lines over time. */
export const timeseries = (options: PanelOptions, targets: readonly Target[]): Panel => ({
  ...options,
  height: 8,
  json: (datasource) => ({
    type: 'timeseries',
    fieldConfig: { defaults: defaultsOf(options), overrides: targets.flatMap(colourOverride) },
    options: {
      legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'none' },
    },
    targets: targetsJson(targets, datasource),
  }),
});

const defaultsOf = ({ step, thresholdsStyle, max, min, thresholds, unit }: PanelOptions): object => ({
  color: { mode: 'palette-classic' },
  custom: {
    drawStyle: 'line',
    fillOpacity: 10,
    lineInterpolation: step ? 'stepAfter' : 'linear',
    lineWidth: 1,
    showPoints: 'never',
    spanNulls: false,
    thresholdsStyle: { mode: thresholdsStyle ?? 'off' },
  },
  mappings: [],
  max,
  min,
  thresholds: thresholds ?? PLAIN,
  unit: unit ?? 'short',
});

const colourOverride = ({ color }: Target, i: number): object[] =>
  color ? [override(i, [{ id: 'color', value: { fixedColor: color, mode: 'fixed' } }])] : [];
