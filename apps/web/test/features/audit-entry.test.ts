import type { AuditEntry } from '@cashbeat/shared-types';
import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { actionInWords } from '@/features/audit/actions';
import { auditParams, readAuditFilters, writeAuditFilters } from '@/features/audit/audit-filters';
import { changesOf } from '@/features/audit/changes';
import { auditEntry } from '../support/people';

const formats = formatsFor('en-GB');

const rowsOf = (change: Partial<AuditEntry>) =>
  changesOf(auditEntry(1, change), 'Europe/Berlin', formats);

describe('what changed', () => {
  it('is told a line a field, in words', () => {
    const rows = rowsOf({
      before: { defaultCurrency: 'EUR', twoFactor: { on: false }, scopes: [] },
      after: { defaultCurrency: 'UAH', twoFactor: { on: true }, scopes: ['a', 'b'] },
    });
    expect(rows.map(({ name, before, after }) => [name, before, after])).toEqual([
      ['Default currency', 'EUR', 'UAH'],
      ['Two factor: on', 'No', 'Yes'],
      ['Scopes', '–', 'a, b'],
    ]);
  });

  it('has moments in the zone of the organisation', () => {
    const [row] = rowsOf({ before: {}, after: { expiresAt: '2026-11-21T09:00:00.000Z' } });
    expect(row).toMatchObject({ before: '–', after: '21 Nov 2026, 10:00:00' });
  });

  it('names an action that a newer server knows', () => {
    expect(actionInWords('webhook.paused')).toBe('Webhook paused');
  });
});

describe('filters of the audit log', () => {
  it('come back from the address that they were written to', () => {
    const filters = readAuditFilters(
      new URLSearchParams(
        'actor=usr_ben&action=member.removed&target=usr_x&from=2026-11-01&to=2026-11-02&all=1',
      ),
    );
    expect(filters).toEqual({
      actor: 'usr_ben',
      action: 'member.removed',
      target: 'usr_x',
      firstDay: '2026-11-01',
      lastDay: '2026-11-02',
      everything: true,
    });
    const query = writeAuditFilters(new URLSearchParams('payment=pay_1'), filters);
    expect(readAuditFilters(query)).toEqual(filters);
    expect(query.get('payment')).toBe('pay_1');
  });

  it('that mean nothing are left out', () => {
    const filters = readAuditFilters(new URLSearchParams('action=<b>&from=2026-02-31&actor='));
    expect(filters).toMatchObject({ action: undefined, firstDay: undefined, actor: undefined });
  });

  it('ask for whole days of the organisation, one of 25 hours included', () => {
    const days = { firstDay: '2026-10-25', lastDay: '2026-10-25', everything: false };
    expect(auditParams(days, 'Europe/Berlin')).toMatchObject({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    });
  });
});
