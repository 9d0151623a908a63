import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { eventTime } from '@/features/events/event-time';

const formats = formatsFor('en-GB');

describe('the time of an event', () => {
  const today = '2026-11-21';

  it.each([
    ['2026-11-21T09:00:07Z', '10:00:07'],
    ['2026-11-20T23:00:00Z', '00:00:00'],
    ['2026-11-20T22:59:59Z', '20 Nov 23:59'],
    ['2026-11-19T09:00:07Z', '19 Nov 10:00'],
    ['2025-11-21T09:00:07Z', '21 Nov 2025'],
  ])('%s says its day unless that is today', (instant, expected) => {
    expect(eventTime(instant, 'Europe/Berlin', today, formats)).toBe(expected);
  });

  it('is written as the organisation writes it', () => {
    const japan = formatsFor('ja-JP');
    expect(eventTime('2026-11-19T09:00:07Z', 'Europe/Berlin', today, japan)).toBe('11月19日 10:00');
    expect(eventTime('2025-11-21T09:00:07Z', 'Europe/Berlin', today, japan)).toBe('2025年11月21日');
  });
});
