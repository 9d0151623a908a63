import { formatsFor } from '@cashbeat/utils';
import { configure, fireEvent, screen, within } from '@testing-library/react';
import fc from 'fast-check';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { baseChoice, weekEarlier, withBase } from '@/features/explanation/base';
import {
  bandOf,
  changeInWords,
  filtersOf,
  sentimentOf,
  valueInWords,
} from '@/features/explanation/contributions';
import ExplanationDrawer from '@/features/explanation/explanation-drawer';
import {
  MEASURES,
  type Question,
  readQuestion,
  writeQuestion,
} from '@/features/explanation/question';
import { explanation } from '../support/insight-samples';
import { renderPage } from '../support/render-page';
import { databaseDown, organisation } from '../support/samples';
import { ORIGIN, server } from '../support/server';

// The first view of a file compiles all that it is made of.
configure({ asyncUtilTimeout: 8_000 });

const formats = formatsFor('en-GB');
const HOUR: Question = {
  measure: 'success_rate',
  from: '2026-11-21T08:00:00.000Z',
  to: '2026-11-21T09:00:00.000Z',
};

describe('a question in the address', () => {
  const span = fc
    .tuple(fc.nat(10 ** 12), fc.integer({ min: 1, max: 10 ** 9 }))
    .map(([start, length]) =>
      [start, start + length].map((at) => new Date(at).toISOString()),
    ) as fc.Arbitrary<[string, string]>;

  it('is read as it was written, and can be taken away again', () => {
    const question = fc.record({
      measure: fc.constantFrom(...MEASURES),
      ends: span,
      base: fc.option(span, { nil: undefined }),
      currency: fc.constantFrom(undefined, 'EUR', 'JPY'),
      method: fc.constantFrom(undefined, 'card'),
    });
    fc.assert(
      fc.property(question, ({ measure, ends: [from, to], base, currency, method }) => {
        const given: Question = {
          measure,
          from,
          to,
          ...(base && { baseFrom: base[0], baseTo: base[1] }),
          ...(currency && { currency }),
          ...(method && { method }),
        };
        const query = writeQuestion(new URLSearchParams('range=30d'), given);
        expect(readQuestion(new URLSearchParams(query.toString()))).toEqual(given);
        expect(writeQuestion(query, null).toString()).toBe('range=30d');
      }),
    );
  });

  it.each([
    'explain=odd&explainFrom=2026-01-01T00:00Z&explainTo=2026-01-02T00:00Z',
    'explain=volume&explainFrom=2026-01-02T00:00Z&explainTo=2026-01-01T00:00Z',
    'explain=volume&explainFrom=soon&explainTo=later',
    'explain=volume',
  ])('is none where it cannot be answered: %s', (address) => {
    expect(readQuestion(new URLSearchParams(address))).toBeNull();
  });
});

describe('what is compared with', () => {
  it('is known from the question', () => {
    const week = withBase(HOUR, weekEarlier(HOUR, 'UTC'));
    expect(week.baseFrom).toBe('2026-11-14T08:00:00.000Z');
    expect(baseChoice(HOUR, 'UTC')).toBe('previous');
    expect(baseChoice(week, 'UTC')).toBe('week');
    const other = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' };
    expect(baseChoice(withBase(HOUR, other), 'UTC')).toBe('custom');
  });

  it('is the same local day a week before, also over a change of clocks', () => {
    const day = { from: '2026-03-30T22:00:00.000Z', to: '2026-03-31T22:00:00.000Z' };
    expect(weekEarlier(day, 'Europe/Berlin')).toEqual({
      from: '2026-03-23T23:00:00.000Z',
      to: '2026-03-24T23:00:00.000Z',
    });
  });
});

describe('contributions', () => {
  it('are written in the unit of their measure', () => {
    expect(valueInWords('volume', 12.5, 'EUR', formats)).toBe('€12.50');
    expect(valueInWords('count', 12.345, 'EUR', formats)).toBe('12.3');
    expect(valueInWords('success_rate', 0.5, 'EUR', formats)).toBe('50.0%');
    expect(changeInWords('volume', -3, 'EUR', formats)).toBe('−€3.00');
    expect(changeInWords('failed_count', 3, 'EUR', formats)).toBe('+3');
    expect(changeInWords('success_rate', -0.24, 'EUR', formats)).toBe('−24.0 pt');
  });

  it('are good or bad news', () => {
    expect(sentimentOf('volume', 1)).toBe('good');
    expect(sentimentOf('failed_count', 1)).toBe('bad');
    expect(sentimentOf('failed_count', -1)).toBe('good');
    expect(sentimentOf('success_rate', 0)).toBe('neutral');
  });

  it('lead to filters that find their payments, or nowhere where no filter does', () => {
    expect(filtersOf('method', 'card', 'failed_count', 'EUR')).toEqual({
      statuses: ['failed'],
      method: 'card',
    });
    expect(filtersOf('amount_band', '10-20', 'volume', 'EUR')).toEqual({
      statuses: ['completed', 'refunded'],
      minAmount: '10',
      maxAmount: '19.99',
    });
    expect(filtersOf('amount_band', '100-200', 'volume', 'JPY')).toEqual({
      statuses: ['completed', 'refunded'],
      minAmount: '100',
      maxAmount: '199',
    });
    expect(filtersOf('customer', 'c-1', 'success_rate', 'EUR')).toEqual({
      statuses: ['completed', 'failed', 'refunded'],
      customer: 'c-1',
    });
    expect(filtersOf('method', 'card', 'count', 'EUR')).toEqual({ method: 'card' });
    expect(filtersOf('customer', '*', 'volume', 'EUR')).toBeUndefined();
    expect(filtersOf('failure_code', '', 'volume', 'EUR')).toBeUndefined();
    expect(bandOf('0-1')).toEqual({ most: '1' });
    expect(bandOf('10000000+')).toEqual({ least: '10000000' });
    expect(bandOf('odd')).toBeUndefined();
  });
});

describe('the explanation', () => {
  function show(answer: () => Response = () => HttpResponse.json(explanation)) {
    const asked: URLSearchParams[] = [];
    server.use(
      http.get(`${ORIGIN}/api/organisation`, () => HttpResponse.json(organisation)),
      http.get(`${ORIGIN}/api/analytics/explain`, ({ request }) => {
        asked.push(new URL(request.url).searchParams);
        return answer();
      }),
    );
    const onChange = vi.fn<(question: Question) => void>();
    renderPage(
      <ExplanationDrawer open question={HOUR} onChange={onChange} onClose={() => undefined} />,
    );
    return { asked, onChange };
  }
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('says what changed, what explains most, and leads to the payments of each part', async () => {
    window.history.replaceState(null, '', '/?tz=UTC&method=card');
    const { asked } = show();
    expect(await screen.findByTestId('explanation-summary')).toHaveTextContent(/fell by 24.0/);
    expect(Object.fromEntries(asked[0]!)).toMatchObject({
      measure: 'success_rate',
      from: HOUR.from,
      to: HOUR.to,
      tz: 'UTC',
      currency: 'EUR',
      method: 'card',
    });
    const codes = within(screen.getByRole('region', { name: 'By failure code' }));
    expect(codes.getByText('Explains most')).toBeVisible();
    const [first, ...others] = codes.getAllByRole('listitem');
    expect(first).toHaveTextContent('Issuer unavailable−22.0 pt92%');
    const link = new URL(within(first!).getByRole('link').getAttribute('href')!, ORIGIN);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      since: HOUR.from,
      until: HOUR.to,
      method: 'card',
      status: 'failed',
      currency: 'EUR',
      failure: 'issuer_unavailable',
    });
    expect(within(others.at(-1)!).queryByRole('link')).toBeNull();
    const customers = screen.getByRole('region', { name: 'By customer' });
    expect(customers).toHaveTextContent('More than 200,000 payments: ask for a shorter range.');
  });

  it('is asked otherwise', async () => {
    const { onChange } = show();
    fireEvent.click(await screen.findByRole('button', { name: 'Volume' }));
    expect(onChange).toHaveBeenLastCalledWith({ ...HOUR, measure: 'volume' });
    fireEvent.change(screen.getByLabelText('Compared with'), { target: { value: 'week' } });
    expect(onChange).toHaveBeenLastCalledWith({
      ...HOUR,
      baseFrom: '2026-11-14T08:00:00.000Z',
      baseTo: '2026-11-14T09:00:00.000Z',
    });
  });

  it('says that there is nothing to compare', async () => {
    const none = { ...explanation.range, count: 0 };
    show(() => HttpResponse.json({ ...explanation, range: none, base: none }));
    expect(await screen.findByText('No payments on either side')).toBeVisible();
  });

  it('says why there is none', async () => {
    show(() => HttpResponse.json({ ...databaseDown, status: 500 }, { status: 500 }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Explanation: database unavailable');
  });
});
