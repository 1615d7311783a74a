import type { Style } from '../chart/paint.ts';

/** A part of a result that terminals and Markdown both show: texts hold no escapes and no colours. */
export type Block = Line | Table | Strip;

/** A sentence or a list of facts, wrapped where it is long. */
export interface Line {
  readonly kind: 'line';
  readonly text: string;
  readonly style?: Style;
}

export interface Table {
  readonly kind: 'table';
  /** Above it; empty where there is none. */
  readonly title: string;
  readonly columns: readonly Column[];
  /** What the details of the rows are called. */
  readonly detail?: string;
  readonly rows: readonly Row[];
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Whether its cells are moments, which a page does not break. */
  readonly isMoment?: boolean;
}

/** Cells, the first of which is cut where the others leave it no room, and more beneath them. */
export interface Row {
  readonly cells: readonly string[];
  readonly detail?: string;
  /** Whether the detail is a command. */
  readonly isCode?: boolean;
}

/** Short values of equal width, each under its label. */
export interface Strip {
  readonly kind: 'strip';
  readonly title: string;
  readonly cells: readonly { readonly label: string; readonly text: string }[];
}

export const line = (text: string, style?: Style): Line => ({ kind: 'line', text, style });

export const left = (title: string): Column => ({ title, align: 'left' });

export const moment = (title: string): Column => ({ title, align: 'left', isMoment: true });

export const right = (title: string): Column => ({ title, align: 'right' });
