import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { dayGroups } from '@/features/notifications/day-groups';
import { marked, unreadAfter } from '@/features/notifications/marks';
import { lookAt, oldestOf, tellAt } from '@/features/notifications/news';
import { readFilters, withType, writeFilters } from '@/features/notifications/notification-filters';
import { targetOf } from '@/features/notifications/notification-target';
import { type NotificationType, TYPES } from '@/features/notifications/notification-types';
import { notificationWords } from '@/features/notifications/notification-words';
import { notification } from '../../support/notifications';

const formats = formatsFor('en-GB');
const eur = (amount: number) => [{ amount, currency: 'EUR' }];
const SEVERAL = { customerId: null, customerName: null } as const;
const IMPORTED = {
  ...SEVERAL,
  type: 'import_finished',
  importId: 'cim_1',
  fileName: 'customers.xlsx',
} as const;
const X = { customerName: 'Stadtwerke GmbH', customerId: 'cus_1' };

describe('the words of a notification', () => {
  it.each([
    [{ ...X, amounts: eur(120) }, 'Stadtwerke GmbH paid €120.00'],
    [{ ...X, count: 3, amounts: eur(310) }, 'Stadtwerke GmbH paid 3 times, €310.00'],
    [{ ...SEVERAL, count: 12, amounts: eur(4_210) }, '12 payments of several customers, €4,210.00'],
    [
      { ...X, amounts: [...eur(120), { amount: 30, currency: 'USD' }] },
      'Stadtwerke GmbH paid €120.00 and $30.00',
    ],
    [{ ...X, type: 'payment_refunded', amounts: eur(20) }, 'Refund of €20.00 to Stadtwerke GmbH'],
    [
      { ...SEVERAL, type: 'payment_refunded', count: 2, amounts: eur(50) },
      '2 refunds to several customers, €50.00',
    ],
    [
      { ...X, type: 'payment_overdue', amounts: eur(300), dueDate: '2026-11-28' },
      'Stadtwerke GmbH is overdue: €300.00 was due 28\u00a0Nov',
    ],
    [
      { ...SEVERAL, type: 'payment_overdue', count: 31, amounts: eur(900) },
      '31 customers became overdue, €900.00',
    ],
    [
      { ...X, type: 'customer_added', amounts: eur(500) },
      'New customer Stadtwerke GmbH, owes €500.00',
    ],
    [{ ...X, type: 'customer_added', amounts: [] }, 'New customer Stadtwerke GmbH'],
    [{ ...SEVERAL, type: 'customer_added', count: 135, amounts: [] }, '135 new customers'],
    [
      { ...IMPORTED, count: 480, amounts: [] },
      'Import of customers.xlsx finished: 480 customers added or changed',
    ],
  ] as const)('%#: are composed of what it holds', (change, words) => {
    const given = { ...change, amounts: [...change.amounts] };
    expect(notificationWords(notification(1, given), formats)).toBe(words);
  });

  it.each([
    [X, '/customers/cus_1'],
    [SEVERAL, '/payments'],
    [{ ...SEVERAL, type: 'payment_overdue' }, '/customers?status=overdue'],
    [{ ...SEVERAL, type: 'customer_added' }, '/customers?sort=-createdAt'],
    [IMPORTED, '/customers/import/cim_1'],
    [{ ...IMPORTED, importId: null }, '/customers/import'],
  ] as const)('%#: lead to what they tell of', (change, address) => {
    expect(targetOf(notification(1, change))).toBe(address);
  });
});

describe('days', () => {
  it('are those of the organisation, the last two by name', () => {
    const at = (instant: string) => ({ at: instant });
    const items = [
      at('2026-11-30T08:00:00Z'),
      // Half past midnight of the 30th in Berlin.
      at('2026-11-29T23:30:00Z'),
      at('2026-11-29T12:00:00Z'),
      at('2026-11-28T12:00:00Z'),
      at('2025-12-31T12:00:00Z'),
    ];
    const now = Date.parse('2026-11-30T10:00:00Z');
    const groups = dayGroups(items, 'Europe/Berlin', now, formats);
    expect(groups.map(({ name, items: some }) => [name, some.length])).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['28 November', 1],
      ['31 Dec 2025', 1],
    ]);
  });
});

describe('filters', () => {
  it('stand in the address, without what is meant anyway', () => {
    const query = new URLSearchParams('state=unread&type=payment_overdue&type=nonsense');
    const filters = readFilters(query);
    expect(filters).toEqual({ state: 'unread', types: ['payment_overdue'] });
    expect(writeFilters(query, filters).toString()).toBe('state=unread&type=payment_overdue');
    const none = { state: 'inbox', types: undefined } as const;
    expect(writeFilters(query, none).toString()).toBe('');
  });

  it('of all types are none', () => {
    const most = TYPES.slice(1).reduce<readonly NotificationType[] | undefined>(
      (types, type) => withType(types, type),
      undefined,
    );
    expect(most).toHaveLength(TYPES.length - 1);
    expect(withType(most, TYPES[0])).toBeUndefined();
    expect(withType(['payment_overdue'], 'payment_overdue')).toBeUndefined();
  });
});

describe('marks', () => {
  const [newer, older] = [notification(1), notification(2)];

  it('up to a moment leave what came later', () => {
    const mark = { all: true, until: older.at, read: true };
    expect([marked(newer, mark).read, marked(older, mark).read]).toEqual([false, true]);
    expect(unreadAfter(700, [newer, older], mark)).toBe(1);
  });

  it('read what is put away, and count what is known', () => {
    const mark = { ids: [newer.id], archived: true };
    expect(marked(newer, mark)).toMatchObject({ read: true, archived: true });
    expect(unreadAfter(9, [newer, older], mark)).toBe(8);
    expect(unreadAfter(9, [{ ...newer, read: true }], { ids: [newer.id], read: false })).toBe(10);
  });
});

describe('news', () => {
  it('are what was not there at the first look, or tells of more', () => {
    const first = lookAt([notification(3)], null, -Infinity);
    expect(first.news).toEqual([]);
    const more = notification(3, { count: 2 });
    const next = lookAt([notification(1), more], first.known, -Infinity);
    expect(next.news.map(({ id }) => id)).toEqual([notification(1).id, more.id]);
    expect(lookAt([notification(1), more], next.known, -Infinity).news).toEqual([]);
  });

  it('are not what was read, nor what moved up from below', () => {
    const { known } = lookAt([notification(1), notification(2)], null, -Infinity);
    const oldest = oldestOf([notification(1), notification(2)], 2);
    const later = [notification(2), notification(3), notification(0, { read: true })];
    expect(lookAt(later, known, oldest).news).toEqual([]);
  });

  it('are told at once, a stream of them once a minute', () => {
    const now = 1_000_000;
    const arrivals = [1, 2, 3, 4, 5].map((n) => now - n * 1_000);
    expect(tellAt(arrivals, now - 1_000, now)).toBe(now);
    expect(tellAt([...arrivals, now], now - 20_000, now)).toBe(now + 40_000);
    expect(tellAt([now - 70_000, ...arrivals], now - 20_000, now)).toBe(now);
  });
});
