import { describe, expect, it } from 'vitest';
import { bulkInWords, bulkOf, partsOf, undoingOf } from '@/features/customers/bulk';
import { allTicked, NOTHING, ticked } from '@/features/customers/selection';
import { ada, customer } from '../../support/customers';

const order = ['a', 'b', 'c', 'd'];
const tick = (selection = NOTHING, id: string, range = false) =>
  ticked(selection, id, { order, range });

describe('ticking', () => {
  it('goes one by one, and by ranges from the last one', () => {
    const one = tick(NOTHING, 'b');
    const range = tick(one, 'd', true);
    expect([...range.ids]).toEqual(['b', 'c', 'd']);
    // From d back to c, as c is taken away.
    expect([...tick(range, 'c', true).ids]).toEqual(['b']);
    expect([...tick(range, 'b').ids]).toEqual(['c', 'd']);
  });

  it('of a range from a row that the list lost is of one', () => {
    expect([
      ...ticked({ ids: new Set(), anchor: 'gone' }, 'c', { order, range: true }).ids,
    ]).toEqual(['c']);
  });

  it('of all ticks none where all were', () => {
    const all = allTicked(tick(NOTHING, 'a'), order);
    expect([...all.ids]).toEqual(order);
    expect(allTicked(all, order).ids.size).toBe(0);
  });
});

describe('a change of many', () => {
  const before = [
    customer(1, { agent: ada }),
    customer(2),
    customer(3, { agent: { id: 'usr_x', name: 'X' } }),
    customer(4),
  ];
  const changed = ['cus_1', 'cus_2', 'cus_4'];

  it('gives each customer back to whom they were with', () => {
    const deed = { kind: 'assign', agent: { id: 'usr_x', name: 'X' } } as const;
    expect(bulkOf(deed, changed)).toEqual({ customerIds: changed, agentId: 'usr_x' });
    expect(undoingOf(deed, before, changed)).toEqual({
      changes: [
        { customerIds: ['cus_1'], agentId: ada.id },
        { customerIds: ['cus_2', 'cus_4'], agentId: null },
      ],
      restore: [],
    });
  });

  it('takes a tag from those only that got it, and restores what was deleted', () => {
    expect(undoingOf({ kind: 'tag', tag: 'north' }, before, changed).changes).toEqual([
      { customerIds: changed, removeTags: ['north'] },
    ]);
    expect(undoingOf({ kind: 'delete' }, before, changed)).toEqual({
      changes: [],
      restore: changed,
    });
    expect(undoingOf({ kind: 'untag', tag: 'x' }, before, [])).toEqual({
      changes: [],
      restore: [],
    });
  });

  it('is told in words', () => {
    expect(bulkInWords({ kind: 'assign', agent: ada }, 2)).toBe(
      `2 customers were given to ${ada.name}`,
    );
    expect(bulkInWords({ kind: 'delete' }, 1)).toBe('1 customer was deleted');
  });

  it('is sent in parts', () => {
    expect(partsOf([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
    expect(partsOf([], 2)).toEqual([]);
  });
});
