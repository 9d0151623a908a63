import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { faultOfFile, formatBytes, oneFile } from '@/features/customer-import/file-check';
import { columnLetters } from '@/features/customer-import/import-fields';
import {
  checkedWords,
  commitWords,
  importSummary,
  outcomeCounts,
  undoneWords,
} from '@/features/customer-import/import-words';
import {
  allRecognised,
  columnsOption,
  mappingOf,
  withChoice,
} from '@/features/customer-import/mapping';
import { adviceInWords, reasonsOf } from '@/features/customer-import/option-words';
import { pollEvery } from '@/features/customer-import/polling';
import { hasKind, problemKinds } from '@/features/customer-import/problem-kinds';
import { atFault, choicesOf, differs, optionsOf } from '@/features/customer-import/reading-choices';
import { shownFields } from '@/features/customer-import/shown-fields';
import { readView, stepOf, writeView } from '@/features/customer-import/steps';
import {
  column,
  COLUMNS,
  counts,
  customerImport,
  fault,
  row,
} from '../../support/customer-imports';

const formats = formatsFor('en-GB');

describe('a file', () => {
  it.each([
    ['customers.xls', 10, /older format of Excel/],
    ['report.pdf', 10, /cannot be read/],
    ['customers.csv', 0, /is empty/],
    ['customers.XLSX', 101 * 1024 * 1024, /has 101 MB; a file may have 100 MB/],
    ['customers.XLSX', 10, undefined],
    ['customers.xlsm', 10, undefined],
  ])('%s of %i bytes is judged before it is sent', (name, size, words) => {
    const told = faultOfFile({ name, size });
    if (words) expect(told).toMatch(words);
    else expect(told).toBeUndefined();
  });

  it('is taken alone', () => {
    const file = new File(['a'], 'a.csv');
    expect(oneFile([])).toBeUndefined();
    expect(oneFile([file])).toEqual({ file });
    expect(oneFile([file, file])).toEqual({ fault: 'Choose one file at a time.' });
  });

  it('has a size in words', () => {
    expect([830, 12_600, 104_857_600].map(formatBytes)).toEqual(['830 bytes', '12.3 KB', '100 MB']);
  });
});

describe('the meaning of columns', () => {
  it('gives a field to one column at a time', () => {
    const { mapping, takenFrom } = withChoice(mappingOf(COLUMNS), 2, 'name');
    expect(takenFrom).toBe(1);
    expect([...mapping].toSorted()).toEqual([
      [2, 'name'],
      [3, 'outstanding_amount'],
      [4, 'due_date'],
    ]);
    expect(withChoice(mapping, 2, 'name').takenFrom).toBeUndefined();
    expect(withChoice(mapping, 2, null).mapping.has(2)).toBe(false);
  });

  it('says to the API what differs from how the file was read, by place', () => {
    const { mapping } = withChoice(mappingOf(COLUMNS), 2, 'name');
    expect(columnsOption({ notes: null }, COLUMNS, mapping)).toEqual({
      notes: null,
      name: '#2',
      external_id: null,
    });
    expect(columnsOption({}, COLUMNS, mappingOf(COLUMNS))).toEqual({});
  });

  it('is sure when each column that has anything in it is read', () => {
    expect(allRecognised([...COLUMNS, column(5, '', null, [])])).toBe(true);
    expect(allRecognised([...COLUMNS, column(5, 'Farbe', null)])).toBe(false);
    expect(allRecognised([])).toBe(false);
  });

  it('names columns as a spreadsheet does', () => {
    expect([1, 26, 27, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AAA']);
  });
});

describe('the choices of reading', () => {
  const given = customerImport({
    options: { columns: { notes: null }, sheet: 'A', existing: 'skip' },
  });

  it('are sent as a whole, without what is left to be found out', () => {
    const choices = { ...choicesOf(given.options), decimalMark: ',', currency: 'USD' };
    expect(optionsOf(given, choices, mappingOf(COLUMNS))).toEqual({
      columns: { notes: null },
      sheet: 'A',
      currency: 'USD',
      decimalMark: ',',
      existing: 'skip',
    });
  });

  it('forget the columns with the sheet', () => {
    const choices = { ...choicesOf(given.options), sheet: 'B' };
    expect(optionsOf(given, choices, mappingOf(COLUMNS)).columns).toEqual({});
  });

  it('need a check only when something differs', () => {
    const choices = choicesOf(given.options);
    expect(differs(given, choices, mappingOf(COLUMNS))).toBe(false);
    expect(differs(given, { ...choices, existing: 'update' }, mappingOf(COLUMNS))).toBe(true);
    expect(differs(given, choices, withChoice(mappingOf(COLUMNS), 2, 'notes').mapping)).toBe(true);
  });

  it('are known from what the API found at fault', () => {
    const errors = [
      { field: 'options.dateFormat', code: 'required', message: 'say the order' },
      { field: 'options.columns.name', code: 'required', message: 'name a column' },
    ];
    const { choices, columns } = atFault({ errors });
    expect([...choices]).toEqual([['dateFormat', 'say the order']]);
    expect(columns).toBe(true);
  });
});

describe('the step of an import', () => {
  const unsure = [...COLUMNS, column(5, 'Farbe', null)];
  it.each([
    [{ state: 'checking' }, {}, 'check'],
    [{ state: 'ready' }, {}, 'check'],
    [{ state: 'ready', columns: unsure }, {}, 'columns'],
    [{ state: 'ready', columns: unsure, revision: 2 }, {}, 'check'],
    [{ state: 'ready', columns: unsure }, { step: 'check' }, 'check'],
    [{ state: 'ready' }, { step: 'columns' }, 'columns'],
    [{ state: 'refused' }, { step: 'check' }, 'columns'],
    [{ state: 'committing' }, { step: 'check' }, 'import'],
    [{ state: 'done' }, { step: 'columns' }, 'summary'],
    [{ state: 'undoing' }, {}, 'summary'],
    [{ state: 'failed' }, {}, 'check'],
    [{ state: 'failed', committedAt: '2026-11-28T09:00:00Z' }, {}, 'import'],
    [
      {
        state: 'failed',
        committedAt: '2026-11-28T09:00:00Z',
        undoneAt: '2026-11-28T09:05:00Z',
      },
      {},
      'summary',
    ],
  ] as const)('%#: follows from how it stands and from the address', (change, view, step) => {
    const given = customerImport({ ...change, columns: 'columns' in change ? unsure : COLUMNS });
    expect(stepOf(given, view)).toBe(step);
  });

  it('stands in the address, and nothing else does', () => {
    const query = new URLSearchParams('step=check&rows=update&x=1');
    expect(readView(query)).toEqual({ step: 'check', rows: 'update' });
    expect(readView(new URLSearchParams('step=summary&rows=all'))).toEqual({});
    expect(writeView(query, { step: 'columns' }).toString()).toBe('step=columns&x=1');
  });
});

describe('asking again', () => {
  it.each([
    ['checking', false, 700],
    ['committing', false, 700],
    ['undoing', true, 5_000],
    ['ready', false, 0],
    ['done', false, 0],
    [undefined, false, 0],
  ] as const)('%s, hidden %s: every %i ms', (state, hidden, every) => {
    expect(pollEvery(state, hidden)).toBe(every);
  });
});

describe('the words of an import', () => {
  it('count what a check found', () => {
    expect(outcomeCounts(counts()).map(({ outcome }) => outcome)).toEqual([
      'bad',
      'create',
      'update',
      'unchanged',
    ]);
    expect(outcomeCounts(counts({ skip: 3, leftOut: 1 })).map(({ count }) => count)).toEqual([
      2, 470, 10, 0, 3, 1,
    ]);
    expect(checkedWords(counts(), formats)).toBe(
      'Checked: 470 new, 10 changed, 2 rows with problems.',
    );
    expect(checkedWords(counts({ bad: 0 }), formats)).toMatch(/nothing wrong/);
  });

  it('tell what a commit will do', () => {
    expect(commitWords(counts({ create: 1, update: 0, unchanged: 3, bad: 20 }), formats)).toEqual([
      '1 customer is added.',
      '3 customers on record stay as they are.',
      '20 rows with problems are left out; a workbook of them can be downloaded afterwards.',
    ]);
  });

  it('sum it up in a line, whatever its state', () => {
    const outcome = { created: 470, updated: 0, unchanged: 1, skipped: 20, failed: 0 };
    const line = (change: Parameters<typeof customerImport>[0]) =>
      importSummary(customerImport(change), formats);
    expect(line({})).toBe('470 new, 10 changed, 2 with problems');
    expect(line({ state: 'done', outcome })).toBe('470 added, 1 unchanged, 20 left alone');
    expect(line({ state: 'refused', reason: 'It is empty.' })).toBe('It is empty.');
    const undo = { removed: 468, restored: 0, kept: 2 };
    expect(line({ state: 'undone', outcome, undo })).toBe('468 removed, 2 kept');
    expect(undoneWords(undo, formats)).toBe(
      '468 deleted again, 2 kept, as something happened to them since',
    );
  });
});

describe('rows with problems', () => {
  const currency = fault(3, { field: 'currency', code: 'currency_unknown', cell: null });
  const rows = [row(2), row(3, { problems: [fault(3), currency] })];

  it('are told apart by what is wrong, the most frequent first', () => {
    const kinds = problemKinds(rows);
    expect(kinds.map(({ label }) => label)).toEqual([
      'Due date: date invalid (2)',
      'Currency: currency unknown (1)',
    ]);
    expect(rows.filter((each) => hasKind(each, kinds[1]!.value))).toEqual([rows[1]]);
  });

  it('show the columns of the file, and what is missed without one', () => {
    expect(shownFields(COLUMNS, rows).map(({ field, letters }) => [field, letters])).toEqual([
      ['name', 'A'],
      ['external_id', 'B'],
      ['outstanding_amount', 'C'],
      ['due_date', 'D'],
      ['currency', ''],
    ]);
  });
});

describe('the advice of the API', () => {
  it.each([
    [
      'say `"dateFormat": "day-first"` or `"dateFormat": "month-first"`',
      'say “Day first: 31.12.2026” under “Dates” or “Month first: 12/31/2026” under “Dates”',
    ],
    ['correct it, or say `decimalMark`', 'correct it, or say how, under “Amounts”'],
    ['say `"columns": {"name": "COLUMN"}`', 'say which column is “Name”'],
    ['say `"columns": {"due_date": "#3"}`', 'say that column C is “Due date”'],
    ['say `"currency": "USD"`', 'say “USD” under “Currency of rows without one”'],
    ['it has a `strange` name', 'it has a `strange` name'],
  ])('%s: is said in the words of the form', (text, words) => {
    expect(adviceInWords(text)).toBe(words);
  });

  it('is given once', () => {
    const message = 'no column is the name; say `"columns": {"name": "COLUMN"}`';
    const errors = [{ field: 'options.columns.name', code: 'column_missing', message }];
    expect(reasonsOf({ reason: `${message}. The columns are: 'A'.`, errors })).toEqual([
      "No column is the name; say which column is “Name”. The columns are: 'A'.",
    ]);
  });
});
