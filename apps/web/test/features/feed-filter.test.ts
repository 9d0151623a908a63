import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FeedFilter,
  NO_FEED_FILTER,
  readFeedFilter,
  scopeOf,
  shownBy,
  withinPage,
  writeFeedFilter,
} from '@/features/events/feed-filter';
import { paymentEvent } from '../support/samples';

const card = paymentEvent(1, { type: 'payment_failed' });
const transfer = paymentEvent(2, {
  payment: {
    ...card.payment,
    id: 'pay_X2',
    method: 'bank_transfer',
    currency: 'USD',
    amount: 500,
    customerId: 'c-1042',
    externalId: 'INV-77',
    description: 'Spring order',
  },
});

describe('the feed', () => {
  it.each<[Partial<FeedFilter>, number[]]>([
    [{}, [1, 2]],
    [{ kind: 'failed' }, [1]],
    [{ method: 'card' }, [1]],
    [{ currency: 'USD' }, [2]],
    [{ method: 'card', currency: 'USD' }, []],
    [{ minAmount: '500', currency: 'USD' }, [2]],
    [{ minAmount: '500.01', currency: 'USD' }, []],
    [{ customer: 'C-10' }, [2]],
    [{ text: 'inv-7' }, [2]],
    [{ text: 'SPRING' }, [2]],
    [{ text: 'pay_x2' }, [2]],
    [{ text: 'c-1042' }, [2]],
    [{ text: 'nothing of that' }, []],
    [{ text: '  ' }, [1, 2]],
  ])('shows what was chosen: %j', (chosen, expected) => {
    const shown = [card, transfer].filter(shownBy({ kind: 'all', ...chosen }));
    expect(shown.map(({ seq }) => seq)).toEqual(expected);
  });

  it.each([
    ['5', undefined, 'EUR', [1]],
    ['500', undefined, 'USD', [2]],
    ['500', 'EUR', 'USD', []],
    [undefined, undefined, 'EUR', [1, 2]],
  ])(
    'counts a least amount of %s in the currency of the page, else of the organisation: %s, %s',
    (minAmount, currency, home, expected) => {
      const filter = withinPage({ kind: 'all', minAmount }, { currency }, home);
      expect([card, transfer].filter(shownBy(filter)).map(({ seq }) => seq)).toEqual(expected);
    },
  );

  it.each([
    [{}, 'All methods and currencies'],
    [{ method: 'card' }, 'Card, all currencies'],
    [{ currency: 'USD' }, 'All methods, USD'],
  ])('says so: %j', (chosen, expected) => {
    expect(scopeOf(chosen, () => 'Card')).toBe(expected);
  });
});

describe('the filter of the feed in the address', () => {
  const text = fc.option(fc.string({ minLength: 1, maxLength: 60 }), { nil: undefined });
  const filter = fc.record({
    kind: fc.constantFrom(
      'all' as const,
      'received' as const,
      'failed' as const,
      'refunded' as const,
    ),
    method: fc.constantFrom(undefined, 'card', 'bank_transfer'),
    minAmount: fc.constantFrom(undefined, '5', '0.25', '1000'),
    customer: text,
    text,
  });

  it('is read as it was written, and keeps what else stands there', () => {
    fc.assert(
      fc.property(filter, (given) => {
        const query = writeFeedFilter(new URLSearchParams('range=30d'), given);
        expect(readFeedFilter(new URLSearchParams(query.toString()))).toEqual(given);
        expect(query.get('range')).toBe('30d');
      }),
    );
  });

  it('drops what makes no sense', () => {
    expect(readFeedFilter(new URLSearchParams('feed=odd&feedMin=-3'))).toEqual(NO_FEED_FILTER);
    expect(writeFeedFilter(new URLSearchParams('feed=failed'), NO_FEED_FILTER).size).toBe(0);
  });
});
