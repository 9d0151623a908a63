import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NotificationsPage } from '@/features/notifications/notifications-page';
import { notification, notificationServer, told } from '../../support/notifications';
import { answerSurroundings, problem } from '../../support/people';
import { renderPage } from '../../support/render-page';
import { ORIGIN, server } from '../../support/server';

beforeEach(() => {
  window.history.replaceState(null, '', '/notifications');
  answerSurroundings();
});

/** The bell of the desk; the page has another for phones. */
const bell = (number: string) =>
  screen.findAllByRole('button', { name: `Notifications, ${number} unread` });
const rowOf = (name: RegExp) => screen.getByRole('link', { name }).closest('li')!;

/** Not before what was done is in sight. */
async function refuse() {
  await delay(150);
  return problem(503, 'database_unavailable', 'The database does not answer.');
}

describe('the page of notifications', () => {
  it('groups what happened by days, says it in words and leads there', async () => {
    notificationServer(notification(1), notification(2, { read: true }));
    renderPage(<NotificationsPage />, { load: told });
    const day = await screen.findByRole('region', { name: /November|Today|Yesterday|Nov 2026/ });
    expect(
      within(day).getByRole('link', { name: 'Unread: Customer 1 paid €101.00' }),
    ).toHaveAttribute('href', '/customers/cus_1');
    expect(within(day).getByRole('link', { name: 'Customer 2 paid €102.00' })).toBeVisible();
    expect(within(day).getAllByText(/^Payment received/)).toHaveLength(2);
    await bell('1');
  });

  it('reads its filters from the address, and says what they leave', async () => {
    window.history.replaceState(null, '', '/notifications?state=archived&type=payment_refunded');
    const { asked } = notificationServer(notification(1));
    renderPage(<NotificationsPage />, { load: told });
    expect(await screen.findByText('No notification matches')).toBeVisible();
    const list = asked.find((query) => query.has('state'))!;
    expect(list.toString()).toBe('state=archived&type=payment_refunded&limit=50');
    expect(screen.getByRole('button', { name: 'Refunds' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('says why it cannot be had, and asks again', async () => {
    const api = notificationServer(notification(1));
    server.use(
      http.get(`${ORIGIN}/api/notifications`, ({ request }) =>
        new URL(request.url).searchParams.has('state')
          ? problem(500, 'internal_error', 'Something broke.')
          : HttpResponse.json({ items: [], unread: 0, nextCursor: null }),
      ),
    );
    renderPage(<NotificationsPage />, { load: told });
    expect(await screen.findByText('Something broke.')).toBeVisible();
    notificationServer(...api.stored);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /Customer 1 paid/ })).toBeVisible();
  });

  it('marks at once, in the list and in the badge, before the API answers', async () => {
    const api = notificationServer(notification(1), notification(2));
    renderPage(<NotificationsPage />, { load: told });
    await bell('2');
    let answer!: () => void;
    const answered = new Promise<void>((done) => (answer = done));
    server.use(
      http.post(`${ORIGIN}/api/notifications/mark`, async () => {
        await answered;
        api.stored = [notification(1, { read: true }), notification(2)];
        return HttpResponse.json({ changed: 1, unread: 1 });
      }),
    );
    await screen.findByRole('link', { name: /Customer 1 paid/ });
    fireEvent.click(screen.getByRole('button', { name: /^Mark as read: Customer 1/ }));
    await bell('1');
    expect(rowOf(/^Customer 1 paid/)).toHaveAttribute('data-unread', 'false');
    act(() => answer());
    await waitFor(() => expect(rowOf(/^Customer 1 paid/)).toBeVisible());
    await bell('1');
  });

  it('takes a mark back that the API refuses', async () => {
    notificationServer(notification(1));
    renderPage(<NotificationsPage />, { load: told });
    await screen.findByRole('link', { name: /Customer 1 paid/ });
    server.use(http.post(`${ORIGIN}/api/notifications/mark`, refuse));
    fireEvent.click(screen.getByRole('button', { name: /^Archive: Customer 1/ }));
    await waitFor(() => expect(screen.queryByRole('link', { name: /Customer 1 paid/ })).toBeNull());
    expect(await screen.findByText(/It is as it was before. The database/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Unread: Customer 1 paid €101.00' })).toBeVisible();
    await bell('1');
  });

  it('archives with a way back, and hands the focus to the neighbour', async () => {
    const { marks } = notificationServer(notification(1), notification(2));
    renderPage(<NotificationsPage />, { load: told });
    await screen.findByRole('link', { name: /Customer 1 paid/ });
    await userEvent.click(screen.getByRole('button', { name: /^Archive: Customer 1/ }));
    expect(screen.getByRole('link', { name: /Customer 2 paid/ })).toHaveFocus();
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: /^Unread: Customer 1 paid/ })).toBeVisible();
    const id = notification(1).id;
    expect(marks).toEqual([
      { ids: [id], archived: true },
      { ids: [id], archived: false, read: false },
    ]);
  });

  it('marks all up to the newest that is shown; of some types those that are shown', async () => {
    const api = notificationServer(notification(1), notification(2));
    const { unmount } = renderPage(<NotificationsPage />, { load: told });
    await bell('2');
    await screen.findByRole('link', { name: /Customer 1 paid/ });
    api.arrive(notification(0));
    fireEvent.click(screen.getByRole('button', { name: 'Mark all read' }));
    // What arrived meanwhile stays unread.
    await bell('1');
    expect(api.marks).toEqual([{ all: true, until: notification(1).at, read: true }]);
    expect(await screen.findByRole('link', { name: /^Unread: Customer 0 paid/ })).toBeVisible();
    unmount();

    window.history.replaceState(null, '', '/notifications?type=payment_received');
    renderPage(<NotificationsPage />, { load: told });
    await screen.findByRole('link', { name: /Customer 0 paid/ });
    fireEvent.click(screen.getByRole('button', { name: 'Mark these read' }));
    await waitFor(() =>
      expect(api.marks.at(-1)).toEqual({ ids: [notification(0).id], read: true }),
    );
  });

  it('fetches what is older when its end comes into sight', async () => {
    let sight!: IntersectionObserverCallback;
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor(callback: IntersectionObserverCallback) {
          sight = callback;
        }
        observe = () => undefined;
        disconnect = () => undefined;
      },
    );
    notificationServer();
    server.use(
      http.get(`${ORIGIN}/api/notifications`, ({ request }) => {
        const older = new URL(request.url).searchParams.get('cursor') === 'next';
        const items = [notification(older ? 2 : 1)];
        return HttpResponse.json({ items, unread: 2, nextCursor: older ? null : 'next' });
      }),
    );
    renderPage(<NotificationsPage />, { load: told });
    await screen.findByRole('link', { name: /Customer 1 paid/ });
    expect(screen.queryByRole('link', { name: /Customer 2 paid/ })).toBeNull();
    const entry = { isIntersecting: true } as IntersectionObserverEntry;
    act(() => sight([entry], {} as IntersectionObserver));
    expect(await screen.findByRole('link', { name: /Customer 2 paid/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
    vi.unstubAllGlobals();
  });
});
