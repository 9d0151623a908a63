import type { AuditEntry } from '@cashbeat/shared-types';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditPage } from '@/features/audit/audit-page';
import * as saving from '@/features/download/save-file';
import { answerSurroundings, auditEntry, benAsAgent, member } from '../support/people';
import { renderPage } from '../support/render-page';
import { session, VIEWER } from '../support/session';
import { ORIGIN, server } from '../support/server';

beforeEach(answerSurroundings);
afterEach(() => window.history.replaceState(null, '', '/'));

const ADDRESS = '/settings/audit';

function show(entries: AuditEntry[], address = ADDRESS, older: AuditEntry[] = []) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(`${ORIGIN}/api/members`, () => HttpResponse.json([member(), benAsAgent])),
    http.get(`${ORIGIN}/api/api-keys`, () => HttpResponse.json([])),
    http.get(`${ORIGIN}/api/audit`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      return query.has('cursor')
        ? HttpResponse.json({ items: older, nextCursor: null })
        : HttpResponse.json({ items: entries, nextCursor: older.length > 0 ? 'next' : null });
    }),
  );
  window.history.replaceState(null, '', address);
  renderPage(<AuditPage />);
  return asked;
}

const rows = () => screen.findAllByTestId('audit-entry', undefined, { timeout: 5_000 });
const row = (text: RegExp) => screen.findByRole('button', { name: text });

describe('the audit log', () => {
  it('asks for what its address says, whole days of the organisation', async () => {
    const asked = show(
      [auditEntry(1)],
      `${ADDRESS}?actor=usr_ben&action=member.role_changed&target=usr_x&from=2026-11-20&to=2026-11-20`,
    );
    await rows();
    expect(Object.fromEntries(asked[0]!)).toMatchObject({
      actor: 'usr_ben',
      action: 'member.role_changed',
      target: 'usr_x',
      from: '2026-11-19T23:00:00.000Z',
      to: '2026-11-20T23:00:00.000Z',
    });
    await waitFor(() =>
      expect(screen.getByRole('combobox', { name: 'Who' })).toHaveDisplayValue('Ben Ode'),
    );
    expect(screen.getByRole('searchbox')).toHaveValue('usr_x');
  });

  it('puts what is chosen and typed into its address', async () => {
    show([auditEntry(1)]);
    await rows();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'What was done' }),
      'api_key.created',
    );
    expect(window.location.search).toBe('?action=api_key.created');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'key_1' } });
    await waitFor(() =>
      expect(window.location.search).toBe('?action=api_key.created&target=key_1'),
    );
  });

  it('asks for no days in the wrong order, and says so', async () => {
    const asked = show([], `${ADDRESS}?from=2026-10-05&to=2026-10-02`);
    expect(await screen.findByText('No entry can match')).toBeVisible();
    expect(screen.getByLabelText('First day')).toBeInvalid();
    expect(asked).toEqual([]);
  });

  it('leaves renewals of sessions out, until somebody wants them', async () => {
    const asked = show([auditEntry(1)]);
    await rows();
    expect(asked.map((query) => query.get('without'))).toEqual(['session.refreshed']);
    await userEvent.click(screen.getByLabelText('Renewals of sessions, too'));
    expect(window.location.search).toBe('?all=1');
  });

  it('leaves nothing out at an address that says so, or that names them', async () => {
    for (const query of ['all=1', 'action=session.refreshed']) {
      const asked = show([auditEntry(1)], `${ADDRESS}?${query}`);
      await rows();
      expect(asked[0]!.has('without')).toBe(false);
      cleanup();
    }
  });

  it('tells an entry from what to what, why, and what proves it', async () => {
    const hash = 'cd'.repeat(32);
    show([auditEntry(7, { why: 'Ben joined the desk', hash })]);
    await userEvent.click(await row(/Changed a role/));
    const table = screen.getByRole('table', { name: 'What changed' });
    expect(within(table).getByRole('row', { name: 'Role viewer agent' })).toBeVisible();
    for (const text of ['Ben joined the desk', 'req_7', '192.0.2.7', hash, 'aud_7']) {
      expect(screen.getByText(text)).toBeVisible();
    }
    expect(screen.getByText(/number 7/)).toBeVisible();
    expect(await row(/Sealed as number/)).toHaveAttribute('aria-expanded', 'true');
  });

  it('says which entries nothing proves yet', async () => {
    show([auditEntry(1, { n: null, hash: null })]);
    expect(await screen.findByText('Not sealed yet')).toBeVisible();
  });

  it('is exported with the token of the page, under the name that the API gives', async () => {
    const saved = vi.spyOn(saving, 'saveFile').mockImplementation(() => undefined);
    const asked: Request[] = [];
    show([auditEntry(1)], `${ADDRESS}?action=member.left`);
    server.use(
      http.get(`${ORIGIN}/api/audit.csv`, ({ request }) => {
        asked.push(request);
        return new HttpResponse('n,at\n1,x\n', {
          headers: { 'content-disposition': 'attachment; filename="audit-acme.csv"' },
        });
      }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    await waitFor(() => expect(saved).toHaveBeenCalledOnce());
    expect(asked[0]!.headers.get('authorization')).toBe('Bearer token-1');
    expect(new URL(asked[0]!.url).search).toBe('?action=member.left');
    expect(saved.mock.calls[0]![1]).toBe('audit-acme.csv');
  });

  it('is nothing for a viewer, who is told why, and nothing is asked', async () => {
    const asked: unknown[] = [];
    server.use(http.get(`${ORIGIN}/api/audit`, () => asked.push(1) as never));
    renderPage(<AuditPage />, {
      load: () => Promise.resolve({ session: session({ permissions: VIEWER }) }),
    });
    expect(await screen.findByText('Your role does not show this')).toBeVisible();
    expect(asked).toEqual([]);
  });
});
