import type { CustomerImport } from '@cashbeat/shared-types';
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { ImportsPage } from '@/features/customer-import/imports-page';
import { customerImport } from '../../support/customer-imports';
import { IMPORTS } from '../../support/import-server';
import { told } from '../../support/notifications';
import { answerSurroundings, problem } from '../../support/people';
import { renderPage } from '../../support/render-page';
import { router } from '../../support/router';
import { ORIGIN, server } from '../../support/server';

configure({ asyncUtilTimeout: 6_000, defaultHidden: true });

const BOOK = new File(['PK'], 'customers.xlsx');

interface Sent {
  key: string | null;
  token: string | null;
  type: string | null;
}

function show(items: CustomerImport[], answers: (() => Response)[] = []) {
  const sent: Sent[] = [];
  answerSurroundings();
  server.use(
    http.get(`${ORIGIN}/api/notifications`, () =>
      HttpResponse.json({ items: [], unread: 0, nextCursor: null }),
    ),
    http.get(IMPORTS, () => HttpResponse.json({ items })),
    http.post(IMPORTS, ({ request: { headers } }) => {
      sent.push({
        key: headers.get('idempotency-key'),
        token: headers.get('authorization'),
        type: headers.get('content-type'),
      });
      return answers.shift()?.() ?? HttpResponse.json(customerImport(), { status: 202 });
    }),
  );
  renderPage(<ImportsPage />, { load: told });
  return sent;
}

const input = () => screen.findByLabelText<HTMLInputElement>('File of customers');

describe('the upload of customers', () => {
  it('sends a file in the name of who is signed in, and opens its import', async () => {
    const sent = show([]);
    await userEvent.upload(await input(), BOOK);
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/customers/import/cim_1'));
    expect(sent).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        token: 'Bearer token-1',
        type: expect.stringMatching(/^multipart\/form-data; boundary=/) as string,
      },
    ]);
  });

  it('tells at once what the API would refuse, and sends nothing', async () => {
    const sent = show([]);
    fireEvent.drop(window, {
      dataTransfer: { types: ['Files'], files: [new File(['x'], 'customers.xls')] },
    });
    await input();
    fireEvent.drop(window, {
      dataTransfer: { types: ['Files'], files: [new File(['x'], 'customers.xls')] },
    });
    expect(await screen.findByText(/older format of Excel/)).toBeVisible();
    expect(sent).toEqual([]);
  });

  it('is tried again by itself with the same key', async () => {
    const sent = show([], [() => HttpResponse.error()]);
    await userEvent.upload(await input(), BOOK);
    expect(await screen.findByText(/sent again by itself/)).toBeVisible();
    await waitFor(() => expect(router.push).toHaveBeenCalled());
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it('says why it was refused, and goes on by hand', async () => {
    const sent = show([], [() => problem(413, 'body_too_large', 'The file has over 100 MiB.')]);
    await userEvent.upload(await input(), BOOK);
    expect(await screen.findByText('The file has over 100 MiB.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(router.push).toHaveBeenCalled());
    expect(sent[1]?.key).toBe(sent[0]?.key);
  });
});

describe('earlier imports', () => {
  it('are listed with what came of them', async () => {
    const outcome = { created: 470, updated: 10, unchanged: 0, skipped: 20, failed: 0 };
    show([
      customerImport(),
      customerImport({ id: 'cim_0', fileName: 'old.csv', state: 'done', outcome }),
    ]);
    const table = await screen.findByRole('table', { name: 'Earlier imports' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('Waits to be imported');
    expect(within(second!).getByRole('link', { name: 'old.csv' })).toHaveAttribute(
      'href',
      '/customers/import/cim_0',
    );
    expect(second).toHaveTextContent('470 added, 10 changed, 20 left alone');
  });

  it('say what they are while there are none', async () => {
    show([]);
    expect(await screen.findByText('No imports yet')).toBeVisible();
  });
});
