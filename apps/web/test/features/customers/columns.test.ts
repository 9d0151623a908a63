import { describe, expect, it } from 'vitest';
import { chargeName } from '@/features/customers/charge-name';
import {
  COLUMNS,
  directionOf,
  fittingColumns,
  nextSort,
  readColumns,
  widthOf,
} from '@/features/customers/columns';

describe('the columns', () => {
  it('are as many as fit, the important ones first', () => {
    expect(fittingColumns(1_158)).toEqual([
      'name',
      'contact',
      'status',
      'outstanding',
      'due',
      'charges',
      'agent',
      'lastPayment',
    ]);
    expect(widthOf(fittingColumns(1_158))).toBeLessThanOrEqual(1_158);
    expect(fittingColumns(300)).toEqual(['name', 'status', 'outstanding', 'due']);
    expect(fittingColumns(5_000)).not.toContain('externalId');
  });

  it('are remembered; the name is always there', () => {
    expect(readColumns('due,tags,nonsense')).toEqual(['name', 'due', 'tags']);
    expect(readColumns('')).toBeUndefined();
    expect(readColumns(null)).toBeUndefined();
  });

  it('are sorted by the useful way round first', () => {
    const { name, outstanding } = COLUMNS;
    expect(nextSort(outstanding, 'name')).toBe('-outstandingAmount');
    expect(nextSort(outstanding, '-outstandingAmount')).toBe('outstandingAmount');
    expect(nextSort(outstanding, 'outstandingAmount')).toBe('-outstandingAmount');
    expect([nextSort(name, 'name'), nextSort(name, '-name')]).toEqual(['-name', 'name']);
    expect(directionOf(outstanding, { sort: '-outstandingAmount' })).toBe('descending');
    expect(directionOf(name, { sort: 'status' })).toBeUndefined();
    expect(directionOf(COLUMNS.tags, { sort: 'name' })).toBeUndefined();
  });
});

it('a charge is called by what it is for, its number, or its day', () => {
  const named = { description: null, externalId: null, dueDate: '2026-12-31' };
  const day = () => '31 Dec 2026';
  expect(chargeName(named, day)).toBe('charge due 31 Dec 2026');
  expect(chargeName({ ...named, externalId: 'INV-1' }, day)).toBe('INV-1');
  expect(chargeName({ ...named, description: 'Rent\nof May' }, day)).toBe('Rent');
});
