import type { NotificationPreference } from '@cashbeat/shared-types';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { delay, http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NotificationBell } from '@/features/notifications/notification-bell';
import { NotificationPreferencesPanel } from '@/features/notifications/notification-preferences';
import Toasts from '@/features/shell/toasts';
import { api as serverState } from '@/store/api';
import { notification, notificationServer, preferences, told } from '../../support/notifications';
import { answerSurroundings, problem } from '../../support/people';
import { renderWithStore } from '../../support/render';
import { renderPage } from '../../support/render-page';
import { ORIGIN, server } from '../../support/server';

const PATIENT = { timeout: 10_000 };

beforeEach(() => answerSurroundings());

const bell = (number: string) =>
  screen.findAllByRole('button', { name: `Notifications, ${number} unread` });

/** Not before what was done is in sight. */
async function refuse() {
  await delay(150);
  return problem(503, 'database_unavailable', 'The database does not answer.');
}

describe('the bell', () => {
  it('opens the newest; following one marks it as read', async () => {
    const { marks } = notificationServer(notification(1), notification(2));
    renderPage(<NotificationBell />, { load: told });
    const [button] = await bell('2');
    expect(screen.getByTestId('unread-badge')).toHaveTextContent('2');
    fireEvent.click(button!);
    const drawer = await screen.findByRole('dialog', { name: 'Notifications' }, PATIENT);
    expect(await within(drawer).findByRole('button', { name: 'Unread (2)' })).toBeVisible();
    const link = await within(drawer).findByRole('link', { name: /Customer 1 paid/ });
    // jsdom goes nowhere.
    link.addEventListener('click', (event) => event.preventDefault());
    fireEvent.click(link);
    await waitFor(() => expect(marks).toEqual([{ ids: [notification(1).id], read: true }]));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await bell('1');
  });

  it.each([
    [120, '99+', '120'],
    [1_000, '99+', '999+'],
  ])('of %i says %s in sight, and more to readers', async (unread, seen, said) => {
    server.use(
      http.get(`${ORIGIN}/api/notifications`, () =>
        HttpResponse.json({ items: [], unread, nextCursor: null }),
      ),
    );
    renderPage(<NotificationBell />, { load: told });
    await bell(said);
    expect(screen.getByTestId('unread-badge')).toHaveTextContent(seen);
  });
});

describe('the toast of new notifications', () => {
  it('tells of what arrives, several in one, and never of what was there', async () => {
    const api = notificationServer(notification(5));
    const { store } = renderWithStore(<Toasts />, { load: told });
    await waitFor(() => expect(api.asked).toHaveLength(1), PATIENT);
    const announce = () =>
      act(() => void store.dispatch(serverState.util.invalidateTags(['Notification'])));
    announce();
    await waitFor(() => expect(api.asked).toHaveLength(2));
    expect(screen.queryByTestId('notified-toast')).toBeNull();

    api.arrive(notification(4));
    announce();
    const toast = await screen.findByTestId('notified-toast', {}, PATIENT);
    expect(toast).toHaveTextContent('Customer 4 paid €104.00Payment received');
    const show = within(toast).getByRole('link', { name: 'Show' });
    expect(show).toHaveAttribute('href', '/customers/cus_4');

    api.arrive(notification(2), notification(3));
    announce();
    await waitFor(() => expect(toast).toHaveTextContent('3 new notificationsThe last: Customer 2'));
    expect(within(toast).getByRole('link', { name: 'Show' })).toHaveAttribute(
      'href',
      '/notifications?state=unread',
    );
    fireEvent.click(within(toast).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByTestId('notified-toast')).toBeNull(), PATIENT);
  });

  it('keeps quiet about what came while nobody looked', async () => {
    const api = notificationServer(notification(5));
    renderWithStore(<Toasts />, { load: told });
    await waitFor(() => expect(api.asked).toHaveLength(1), PATIENT);
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    fireEvent(document, new Event('visibilitychange'));
    api.arrive(notification(4));
    hidden.mockReturnValue(false);
    fireEvent(document, new Event('visibilitychange'));
    await waitFor(() => expect(api.asked).toHaveLength(2));
    await new Promise((done) => setTimeout(done, 100));
    expect(screen.queryByTestId('notified-toast')).toBeNull();
  });
});

describe('preferences', () => {
  it('are saved with each switch, and stay as they were where they are not', async () => {
    let stored = preferences;
    const changes: unknown[] = [];
    server.use(
      http.get(`${ORIGIN}/api/notifications/preferences`, () => HttpResponse.json(stored)),
      http.patch(`${ORIGIN}/api/notifications/preferences`, async ({ request }) => {
        const { items } = (await request.json()) as { items: NotificationPreference[] };
        changes.push(items);
        const [changed] = items;
        stored = {
          items: stored.items.map((item) => (item.type === changed!.type ? changed! : item)),
        };
        return HttpResponse.json(stored);
      }),
    );
    renderPage(<NotificationPreferencesPanel />, { load: told });
    const mail = await screen.findByRole('switch', { name: 'Overdue in the daily e-mail' });
    expect(mail).not.toBeChecked();
    fireEvent.click(mail);
    await waitFor(() => expect(mail).toBeChecked());
    await waitFor(() =>
      expect(changes).toEqual([[{ type: 'payment_overdue', inApp: true, email: true }]]),
    );

    server.use(http.patch(`${ORIGIN}/api/notifications/preferences`, refuse));
    const inApp = screen.getByRole('switch', { name: 'Payments in the app' });
    fireEvent.click(inApp);
    await waitFor(() => expect(inApp).not.toBeChecked());
    expect(await screen.findByText(/The choice was not saved/)).toBeVisible();
    await waitFor(() => expect(inApp).toBeChecked());
    expect(mail).toBeChecked();
  });
});
