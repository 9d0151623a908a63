import { describe, expect, it } from 'vitest';
import {
  changeOf,
  countOf,
  leftOut,
  NOTHING,
  proposalsOf,
  readCorrections,
  reverted,
  takenIn,
  typed,
  withoutSent,
  withProposals,
} from '@/features/customer-import/corrections';
import { fault, row } from '../../support/customer-imports';

const twelve = row(12);

describe('corrections', () => {
  it('are cells that say something else than the file', () => {
    const one = typed(NOTHING, twelve, 'due_date', '28.02.2026');
    expect(countOf(one)).toBe(1);
    expect(changeOf(one)).toEqual({ fixes: [{ row: 12, field: 'due_date', value: '28.02.2026' }] });
    expect(typed(one, twelve, 'due_date', '31.02.2026')).toEqual(NOTHING);
    expect(reverted(one, 12, 'due_date')).toEqual(NOTHING);
  });

  it('may empty a cell, but an empty one is empty already', () => {
    expect(changeOf(typed(NOTHING, twelve, 'due_date', '')).fixes).toEqual([
      { row: 12, field: 'due_date', value: '' },
    ]);
    expect(typed(NOTHING, twelve, 'notes', '')).toEqual(NOTHING);
  });

  it('leave rows out and take them in, and take that back', () => {
    const out = leftOut(NOTHING, twelve);
    expect(changeOf(out)).toEqual({ leaveOut: [12] });
    expect(takenIn(out, twelve)).toEqual(NOTHING);
    const before = row(7, { outcome: 'left_out', problems: [] });
    const back = takenIn(NOTHING, before);
    expect(changeOf(back)).toEqual({ takeIn: [7] });
    expect(leftOut(back, before)).toEqual(NOTHING);
  });

  it('take every proposal but where somebody typed, or the row is left out', () => {
    const rows = [
      twelve,
      row(13),
      row(14),
      row(15, {
        problems: [
          fault(15, { proposal: null }),
          fault(15, { field: 'currency', proposal: 'EUR' }),
          fault(15, { field: 'currency', proposal: 'USD' }),
        ],
      }),
    ];
    const before = leftOut(typed(NOTHING, twelve, 'due_date', '01.03.2026'), rows[1]!);
    expect(proposalsOf(before, rows)).toEqual([
      { row: 14, field: 'due_date', value: '28.02.2026' },
      { row: 15, field: 'currency', value: 'EUR' },
    ]);
    expect(withProposals(before, rows).cells).toEqual({
      12: { due_date: '01.03.2026' },
      14: { due_date: '28.02.2026' },
      15: { currency: 'EUR' },
    });
  });

  it('that were taken go, those that were typed meanwhile stay', () => {
    const sent = leftOut(
      typed(typed(NOTHING, twelve, 'due_date', '1'), twelve, 'name', 'N'),
      row(3),
    );
    const now = leftOut(typed(typed(sent, twelve, 'due_date', '2'), row(13), 'name', 'M'), row(4));
    expect(withoutSent(now, sent)).toEqual({
      cells: { 12: { due_date: '2' }, 13: { name: 'M' } },
      leaveOut: [4],
      takeIn: [],
    });
  });

  it('are read back as they were kept, and nothing of what is none', () => {
    const kept = leftOut(typed(NOTHING, twelve, 'due_date', '1'), row(3));
    expect(readCorrections(JSON.stringify(kept))).toEqual(kept);
    for (const text of [null, '', '{', '[]', '3', '{"cells":{"x":{"name":"N"},"2":{"foo":"a"}}}']) {
      expect(readCorrections(text)).toEqual(NOTHING);
    }
  });
});
