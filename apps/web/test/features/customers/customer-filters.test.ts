import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import {
  countFilters,
  customersAddress,
  filterFaults,
  filterParams,
  NO_FILTERS,
  readFilters,
} from '@/features/customers/customer-filters';

const read = (address: string) => readFilters(new URLSearchParams(address));

describe('the filters of customers', () => {
  it('are found again by their address, all of them', () => {
    const filters = {
      text: 'muster ü&',
      statuses: ['overdue', 'partial'],
      dueFrom: '2026-11-01',
      dueTo: '2026-12-31',
      minAmount: '10',
      maxAmount: '2500.5',
      currency: 'EUR',
      agents: ['usr_1', 'none'],
      tags: ['key account', 'north'],
      deleted: true,
      sort: '-outstandingAmount',
    } as const;
    const [path, query] = customersAddress(filters).split('?');
    expect(path).toBe('/customers');
    expect(read(query!)).toEqual(filters);
    expect(filterParams(read(query!))).toMatchObject({
      q: 'muster ü&',
      status: ['overdue', 'partial'],
      agentId: ['usr_1', 'none'],
      tag: ['key account', 'north'],
      deleted: 'true',
      sort: '-outstandingAmount',
    });
    expect(countFilters(filters)).toBe(9);
  });

  it('drop what no customer can have', () => {
    const found = read('status=lost&dueFrom=2026-13-01&min=0&currency=xx&tag=&sort=-nonsense');
    expect(found).toEqual({ ...NO_FILTERS, sort: 'name' });
    expect(customersAddress(found)).toBe('/customers');
  });

  it('take statuses with commas, in the order of urgency', () => {
    expect(read('status=paid,overdue').statuses).toEqual(['overdue', 'paid']);
  });

  it('say why nothing can match', () => {
    const faults = (address: string) => filterFaults(read(address), 'EUR', formatsFor('de-DE'));
    expect(faults('dueFrom=2026-12-02&dueTo=2026-12-01').days).toMatch(/after the last/);
    expect(faults('min=50&max=5').amounts).toMatch(/above the most/);
    expect(faults('max=1.999').amounts).toBe('EUR has 2 decimals.');
    expect(faults('min=5.5&max=5.5&dueFrom=2026-12-01&dueTo=2026-12-01')).toEqual({});
  });
});
