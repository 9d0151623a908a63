import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import {
  countFilters,
  filterFaults,
  filterParams,
  paymentsAddress,
  readFilters,
  SUCCEEDED,
} from '@/features/payments/payment-filters';
import { matcher } from '@/features/payments/use-newer-payments';
import { paymentEvent } from '../support/samples';

const formats = formatsFor('en-GB');

const read = (address: string) => readFilters(new URLSearchParams(address));

describe('the filters of an address', () => {
  it('drop what no payment can have', () => {
    const { currency, method, minAmount } = read('currency=xx&method=Un%20obtainium&min=0.00');
    expect([currency, method, minAmount]).toEqual([undefined, undefined, undefined]);
  });

  it('keep what is well formed, whether the organisation knows it or not', () => {
    expect(read('currency=CHF&method=unobtainium&min=1000')).toMatchObject({
      currency: 'CHF',
      method: 'unobtainium',
      minAmount: '1000',
    });
  });

  it('say at the field why nothing can match', () => {
    const faults = (address: string) => filterFaults(read(address), 'EUR', formats);
    expect(faults('from=2026-10-05&to=2026-10-02')).toEqual({
      days: 'The first day is after the last.',
    });
    expect(faults('min=50&max=5')).toEqual({ amounts: 'The least amount is above the most.' });
    expect(faults('max=1.999')).toEqual({ amounts: 'EUR has 2 decimals.' });
    expect(faults('from=2026-10-02&to=2026-10-02&min=5&max=5')).toEqual({});
    expect(filterFaults(read('min=1234.5&max=2000'), 'EUR', formatsFor('de-DE'))).toEqual({});
  });
});

describe('the address of filters', () => {
  it('finds the same again, failure and customer too', () => {
    const filters = {
      statuses: ['failed'],
      failureCode: 'card_declined',
      customer: 'c-1 ü&',
    } as const;
    const [path, query] = paymentsAddress(filters).split('?');
    expect(path).toBe('/payments');
    expect(read(query!)).toMatchObject(filters);
    expect(filterParams(read(query!), 'UTC')).toMatchObject({
      status: ['failed'],
      failureCode: 'card_declined',
      customerId: 'c-1 ü&',
    });
  });

  it('has several statuses, whichever way they are written', () => {
    expect(paymentsAddress({ statuses: SUCCEEDED })).toBe(
      '/payments?status=completed&status=refunded',
    );
    for (const written of ['status=refunded,completed', 'status=refunded&status=completed,lost']) {
      expect(read(written).statuses).toEqual(SUCCEEDED);
      expect(filterParams(read(written), 'UTC').status).toEqual(SUCCEEDED);
    }
    expect(read('status=lost,gone').statuses).toBeUndefined();
  });

  it('asks for payments with refunds, or not at all', () => {
    expect(paymentsAddress({ refunded: true })).toBe('/payments?refunded=true');
    expect(filterParams(read('refunded=true'), 'UTC').refunded).toBe('true');
    expect(filterParams(read('refunded=false'), 'UTC').refunded).toBeUndefined();
  });

  it('counts a status and its refunds as the one choice that they are', () => {
    expect(countFilters(read('status=completed&refunded=true&method=card'))).toBe(2);
    expect(countFilters(read('refunded=true'))).toBe(1);
  });

  it('finds an exact span, which days replace', () => {
    const span = { since: '2026-11-21T09:00:00.000Z', until: '2026-11-21T10:00:00.000Z' };
    const [, query] = paymentsAddress(span).split('?');
    expect(read(query!)).toMatchObject(span);
    expect(countFilters(read(query!))).toBe(1);
    expect(filterParams(read(query!), 'Europe/Berlin')).toMatchObject({
      from: span.since,
      to: span.until,
    });
    expect(filterParams(read(`${query}&from=2026-11-20`), 'UTC')).toMatchObject({
      from: '2026-11-20T00:00:00.000Z',
      to: undefined,
    });
    expect(read('since=2026-11-21T09:00:00Z&until=2026-11-21T09:00:00Z').since).toBeUndefined();
  });

  it('of none is the whole list', () => expect(paymentsAddress({})).toBe('/payments'));
});

describe('a new payment', () => {
  const { payment } = paymentEvent(1, {});
  const meets = (address: string) => matcher(read(address), 'Europe/Berlin', 'EUR')(payment);

  it.each([
    '',
    'status=completed',
    'status=refunded,completed',
    'method=card',
    'currency=EUR',
    'min=11&max=11',
    'from=2026-11-21',
    'since=2026-11-21T09:00:01Z&until=2026-11-21T09:00:02Z',
  ])('can match "%s"', (address) => expect(meets(address)).toBe(true));

  it.each([
    'status=failed',
    'status=refunded,failed',
    'refunded=true',
    'method=wallet',
    'currency=USD',
    'min=11.01',
    'max=10.99',
    'to=2026-11-20',
    'since=2026-11-21T09:00:00Z&until=2026-11-21T09:00:01Z',
    'failure=card_declined',
    'customer=c-1',
    'from=2026-11-22',
  ])('cannot match "%s"', (address) => expect(meets(address)).toBe(false));

  it('of which a part was given back is one with refunds', () => {
    const partly = { ...payment, refundedAmount: 0.01 };
    expect(matcher(read('refunded=true'), 'Europe/Berlin')(partly)).toBe(true);
  });

  it('in another currency than the bounds of amounts cannot match', () => {
    const foreign = { ...payment, currency: 'USD' };
    expect(matcher(read('min=5'), 'Europe/Berlin', 'EUR')(foreign)).toBe(false);
  });
});
