import type { View } from '@cashbeat/shared-types';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSameView, viewQuery } from '@/features/views/view-query';
import { ViewsMenu } from '@/features/views/views-menu';
import { enter } from '../support/enter';
import { renderPage } from '../support/render-page';
import { ORIGIN, server } from '../support/server';
import { ana } from '../support/session';

const PATIENT = { timeout: 10_000 };

const failures: View = {
  id: 'view_1',
  name: 'Card failures',
  page: 'payments',
  query: 'method=card&status=failed',
  shared: false,
  ownerId: ana.id,
  ownerName: ana.name,
  mine: true,
  canChange: true,
  createdAt: '2026-11-01T09:00:00.000Z',
  updatedAt: '2026-11-01T09:00:00.000Z',
};

describe('what a view keeps of an address', () => {
  it('is neither an open payment nor a question', () => {
    const query = new URLSearchParams('status=failed&payment=pay_1&explain=volume&explainFrom=x');
    expect(viewQuery(query)).toBe('status=failed');
  });

  it('is the same in whatever order it stands', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.string()), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(pairs, (given) => {
        const [one, other] = [given, given.toReversed()].map((each) => new URLSearchParams(each));
        expect(isSameView(String(one), String(other))).toBe(true);
      }),
    );
  });
});

describe('saved views', () => {
  beforeEach(() => {
    window.history.replaceState(null, '', '/payments?status=failed&q=INV');
    server.use(http.get(`${ORIGIN}/api/views`, () => HttpResponse.json([failures])));
  });
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('are opened by name: the address says what they show', async () => {
    renderPage(<ViewsMenu page="payments" />);
    fireEvent.click(screen.getByRole('button', { name: 'Saved views' }));
    const item = await screen.findByRole('menuitemradio', { name: /Card failures/ }, PATIENT);
    expect(item).toHaveAttribute('aria-checked', 'false');
    fireEvent.click(item);
    expect(window.location.search).toBe('?method=card&status=failed');
  });

  it('keep what the address says now, for oneself unless shared', async () => {
    let saved: unknown;
    server.use(
      http.post(`${ORIGIN}/api/views`, async ({ request }) => {
        saved = await request.json();
        return HttpResponse.json(failures, { status: 201 });
      }),
    );
    renderPage(<ViewsMenu page="payments" />);
    fireEvent.click(screen.getByRole('button', { name: 'Saved views' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Save this view…' }, PATIENT));
    enter(await screen.findByLabelText('Name', {}, PATIENT), 'Failed invoices');
    fireEvent.click(screen.getByRole('button', { name: 'Save the view' }));
    await waitFor(() => expect(saved).toBeDefined(), PATIENT);
    expect(saved).toEqual({
      page: 'payments',
      query: 'q=INV&status=failed',
      name: 'Failed invoices',
      shared: false,
    });
  });
});
