import type { Assessment, Stretch } from '../../../judge/assessment.ts';
import { formatSpoken } from '../../../text/duration.ts';
import { fromJsonReading, type JsonReading } from '../../../text/json-reading.ts';
import { withUnit } from '../../../text/number.ts';
import { type Block, left, type Row, right } from '../../blocks/block.ts';
import { figures } from '../../sentence/figures.ts';
import type { Measures } from '../effect.ts';
import { countText, momentText, NONE } from './numbers.ts';

/** Which criteria reset or sent back healthy rollouts, and where in the history. */
export function falseAlarmBlocks({ false_alarms }: Assessment, measures: Measures): Block[] {
  const { by, stretches } = false_alarms;
  const blocks: Block[] = [];
  if (by.length > 0)
    blocks.push({
      kind: 'table',
      title: 'what reset them or sent them back',
      columns: [left('signal'), left('criterion'), right('rehearsals')],
      rows: by.map(({ signal, criterion, rehearsals }) => ({
        cells: [nameOf(signal, measures), criterion, countText(rehearsals)],
      })),
    });
  if (stretches.worst.length > 0)
    blocks.push({
      kind: 'table',
      title: `worst stretches, ${countText(stretches.worst.length)} of ${countText(stretches.of)}`,
      columns: [
        left('signal'),
        left('from (UTC)'),
        ...['for', 'reading', 'threshold', 'rehearsals'].map(right),
      ],
      detail: 'shown by',
      rows: stretches.worst.map((one) => stretchRow(one, measures)),
    });
  return blocks;
}

function stretchRow(stretch: Stretch, measures: Measures): Row {
  const { from, to, signal, rehearsals, extreme, threshold, command } = stretch;
  const unit = measures.get(signal)?.unit ?? '';
  const length = (Date.parse(to) - Date.parse(from)) / 1000;
  const cells = [
    titleOf(signal, measures),
    momentText(from),
    formatSpoken(length),
    readingText(extreme, unit, threshold),
    readingText(threshold, unit),
    countText(rehearsals),
  ];
  return { cells, detail: command, isCode: true };
}

/** What a signal measures; its own name where another measures the same. */
function titleOf(signal: string, measures: Measures): string {
  const title = measures.get(signal)?.title ?? signal;
  const alike = [...measures.values()].filter((one) => one.title === title);
  return alike.length > 1 ? signal : title;
}

/** What a signal measures; its own name beside it where that says something else. */
function nameOf(signal: string, measures: Measures): string {
  const title = measures.get(signal)?.title ?? signal;
  return title === signal ? signal : `${title} (${signal})`;
}

/** In so many figures that it stands on its side of what it is compared with. */
function readingText(reading: JsonReading | null, unit: string, against: JsonReading | null = null): string {
  if (reading === null) return NONE;
  const compared = against === null ? Number.NaN : fromJsonReading(against);
  return withUnit(figures(fromJsonReading(reading), compared), unit);
}
