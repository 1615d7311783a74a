import { override, type Panel, type PanelOptions, PLAIN, type Target, targetsJson } from './panel.ts';

/** A row per target that is coloured where it is 1. */
export const timeline = (options: PanelOptions, targets: readonly Target[]): Panel => ({
  ...options,
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
      overrides: targets.map(({ color = 'green' }, i) => override(i, [truthMapping(color)])),
    },
    options: {
      alignValue: 'left',
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false },
      mergeValues: true,
      rowHeight: 0.8,
      showValue: 'never',
      tooltip: { mode: 'single', sort: 'none' },
    },
    targets: targetsJson(targets, datasource),
  }),
});

const truthMapping = (color: string): object => ({
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
});
