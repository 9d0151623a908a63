import { describe, expect, it } from 'vitest';
import { paymentsAddress } from '@/features/shell/use-page-address';

const now = Date.parse('2026-11-21T09:00:00Z');

describe('the way from the dashboard to its payments', () => {
  it.each([
    ['', '/payments'],
    ['tz=UTC&payment=pay_1', '/payments'],
    ['range=7d', '/payments?from=2026-11-15&to=2026-11-21'],
    [
      'range=today&method=card&currency=USD',
      '/payments?from=2026-11-21&to=2026-11-21&method=card&currency=USD',
    ],
    ['range=custom&from=2026-03-01&to=2026-03-31', '/payments?from=2026-03-01&to=2026-03-31'],
  ])('keeps what was chosen: %s', (query, expected) => {
    expect(paymentsAddress(new URLSearchParams(query), 'Europe/Berlin', now)).toBe(expected);
  });
});
