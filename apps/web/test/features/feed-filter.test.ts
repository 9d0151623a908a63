import { describe, expect, it } from 'vitest';
import { isShown, scopeOf } from '@/features/events/feed-filter';
import { paymentEvent } from '../support/samples';

const card = paymentEvent(1);
const transfer = paymentEvent(2, {
  payment: { ...card.payment, method: 'bank_transfer', currency: 'USD' },
});

describe('the feed', () => {
  it.each([
    [{}, [1, 2]],
    [{ method: 'card' }, [1]],
    [{ currency: 'USD' }, [2]],
    [{ method: 'card', currency: 'USD' }, []],
  ])('shows what the page has chosen: %j', (chosen, expected) => {
    const shown = [card, transfer].filter((event) => isShown({ kind: 'all', ...chosen }, event));
    expect(shown.map(({ seq }) => seq)).toEqual(expected);
  });

  it.each([
    [{}, 'All methods and currencies'],
    [{ method: 'card' }, 'Card, all currencies'],
    [{ currency: 'USD' }, 'All methods, USD'],
  ])('says so: %j', (chosen, expected) => {
    expect(scopeOf(chosen, () => 'Card')).toBe(expected);
  });
});
