import type { CustomerFilters, Sort, SortKey } from './customer-filters';

export const COLUMN_IDS = [
  'name',
  'externalId',
  'contact',
  'status',
  'outstanding',
  'due',
  'charges',
  'agent',
  'tags',
  'lastPayment',
  'created',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Column {
  label: string;
  /** Pixels; the name takes what is left over. */
  width: number;
  align?: 'right';
  sort: SortKey;
  /** What most people want to see first, by the first click. */
  falling?: true;
}

export const COLUMNS: Record<ColumnId, Column> = {
  name: { label: 'Name', width: 196, sort: 'name' },
  externalId: { label: 'External id', width: 120, sort: 'externalId' },
  contact: { label: 'Contact', width: 168, sort: 'email' },
  status: { label: 'Status', width: 166, sort: 'status' },
  outstanding: {
    label: 'Outstanding',
    width: 116,
    align: 'right',
    sort: 'outstandingAmount',
    falling: true,
  },
  due: { label: 'Due', width: 114, sort: 'dueDate' },
  charges: {
    label: 'Charges',
    width: 104,
    align: 'right',
    sort: 'openCharges',
    falling: true,
  },
  agent: { label: 'Agent', width: 112, sort: 'agent' },
  tags: { label: 'Tags', width: 156, sort: 'tags' },
  lastPayment: { label: 'Last payment', width: 132, sort: 'lastPaymentAt', falling: true },
  created: { label: 'Created', width: 114, sort: 'createdAt', falling: true },
};

/** The first of these that find room are shown to those who chose nothing. */
const BY_IMPORTANCE: readonly ColumnId[] = [
  'name',
  'status',
  'outstanding',
  'due',
  'contact',
  'agent',
  'lastPayment',
  'charges',
  'tags',
  'created',
];

/** Of the column with the boxes to tick. */
export const TICK_WIDTH = 44;

export function fittingColumns(room: number): readonly ColumnId[] {
  let taken = TICK_WIDTH;
  const fitting = BY_IMPORTANCE.filter((id, place) => {
    // From the first without room on, none comes: which ones are seen is no accident of widths.
    taken += COLUMNS[id].width;
    return place < 4 || taken <= room;
  });
  return inOrder(fitting);
}

export function inOrder(ids: readonly ColumnId[]): readonly ColumnId[] {
  return COLUMN_IDS.filter((id) => id === 'name' || ids.includes(id));
}

/** Of what a browser remembers; undefined for nothing of use. */
export function readColumns(text: string | null): readonly ColumnId[] | undefined {
  const named = text?.split(',') ?? [];
  const known = COLUMN_IDS.filter((id) => named.includes(id));
  return known.length > 0 ? inOrder(known) : undefined;
}

export function widthOf(ids: readonly ColumnId[]): number {
  return ids.reduce((sum, id) => sum + COLUMNS[id].width, TICK_WIDTH);
}

/** The order after a click on the head of a column: what is first most useful, then its opposite. */
export function nextSort({ sort, falling }: Pick<Column, 'sort' | 'falling'>, now: Sort): Sort {
  const first: Sort = falling ? `-${sort}` : sort;
  if (now !== first) return first;
  return falling ? sort : `-${sort}`;
}

/** For `aria-sort`; undefined of a column that is not the one sorted by. */
export function directionOf(
  { sort }: Pick<Column, 'sort'>,
  { sort: now }: Pick<CustomerFilters, 'sort'>,
): 'ascending' | 'descending' | undefined {
  if (now === sort) return 'ascending';
  return now === `-${sort}` ? 'descending' : undefined;
}
