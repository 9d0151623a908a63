import { act, configure, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import BreakdownBoard from '@/features/breakdowns/breakdown-board';
import { BreakdownPanels } from '@/features/breakdowns/breakdown-panels';
import { HeatMapPanel } from '@/features/breakdowns/heat-map-panel';
import { api } from '@/store/api';
import { breakdown, hoursOfWeek } from '../support/insight-samples';
import { renderPage } from '../support/render-page';
import { databaseDown, organisation } from '../support/samples';
import { ORIGIN, server } from '../support/server';

// Whether each of 168 cells is hidden takes long to find out, and is not what this is about.
configure({ asyncUtilTimeout: 8_000, defaultHidden: true });

const partOf = (key: string) => document.querySelector(`[data-part="${key}"]`)!;

function answer(body: () => Response = () => HttpResponse.json(breakdown)) {
  const asked: string[] = [];
  server.use(
    http.get(`${ORIGIN}/api/organisation`, () => HttpResponse.json(organisation)),
    http.get(`${ORIGIN}/api/analytics/breakdown`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return body();
    }),
  );
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

describe('the breakdown', () => {
  it('asks once for all panels, in the view of the address', async () => {
    const asked = answer();
    window.history.replaceState(null, '', '/?range=30d&method=card&tz=UTC');
    renderPage(<BreakdownBoard near />);
    expect(await screen.findByText('By method')).toBeVisible();
    for (const title of ['Status flow', 'Hour of the week', 'By status', 'By failure code']) {
      expect(screen.getByText(title)).toBeVisible();
    }
    expect(asked).toHaveLength(1);
    expect(new URLSearchParams(asked[0]).get('method')).toBe('card');
    expect(new URLSearchParams(asked[0]).get('tz')).toBe('UTC');
  });

  it('narrows the page to a method, and opens it again', async () => {
    answer();
    const { rerender } = renderPage(<BreakdownBoard near />);
    await screen.findByText('By method');
    fireEvent.click(partOf('card'));
    expect(window.location.search).toBe('?method=card');
    rerender(<BreakdownBoard near key="anew" />);
    fireEvent.click(await screen.findByText('All methods'));
    expect(window.location.search).toBe('');
  });

  it('leads from statuses and failures to their payments', async () => {
    answer();
    renderPage(<BreakdownBoard near />);
    await screen.findByText('By status');
    expect(partOf('failed')).toHaveAttribute(
      'href',
      '/payments?from=2026-11-15&to=2026-11-21&status=failed&currency=EUR',
    );
    const { href } = partOf('card_declined') as HTMLAnchorElement;
    expect(href).toContain('failure=card_declined');
    expect(partOf('')).not.toHaveAttribute('href');
    const refunded = document.querySelector<HTMLAnchorElement>('[data-flow=refunded]')!;
    expect(refunded).toHaveTextContent('Refunded20');
    expect(refunded.href).toContain('status=refunded');
    const succeeded = document.querySelector<HTMLAnchorElement>('[data-flow=succeeded]')!;
    expect(succeeded.href).toContain('status=completed&status=refunded');
  });

  it('tells an hour that the keyboard walks to, and all of them as a table', async () => {
    const { container } = renderPage(
      <HeatMapPanel hours={breakdown.hoursOfWeek} zone="Europe/Berlin" />,
    );
    const stops = container.querySelectorAll<HTMLElement>('[role=gridcell][tabindex="0"]');
    expect(stops).toHaveLength(1);
    act(() => stops[0]!.focus());
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    expect(screen.getByTestId('heat-map-told')).toHaveTextContent(
      'Tuesday 10:00–11:00: 10 payments, 100.0% of 10 attempts succeeded',
    );
    await userEvent.keyboard('{End}');
    expect(document.activeElement).toHaveAttribute('data-hour', '2-23');

    fireEvent.click(screen.getByText('Success rate'));
    expect(screen.getByLabelText('Success rate by hour of the week')).toBeVisible();
    act(() => (document.activeElement as HTMLElement).blur());
    expect(screen.getByTestId('heat-map-told')).toHaveTextContent('Fails most: Tuesday 03:00');
    fireEvent.click(screen.getByTitle('Show as table'));
    expect(screen.getByText('14:00').closest('tr')).toHaveTextContent('95.0%');
  });

  it('compares with nothing where the address says so', async () => {
    answer();
    window.history.replaceState(null, '', '/?compare=none');
    renderPage(<BreakdownBoard near />);
    await screen.findByText('By method');
    expect(screen.queryByText('Change')).toBeNull();
  });

  it('says that there is nothing to show', async () => {
    answer(() =>
      HttpResponse.json({ ...breakdown, count: 0, hoursOfWeek: hoursOfWeek(), methods: [] }),
    );
    renderPage(<BreakdownBoard near />);
    expect(await screen.findByText('Nothing to break down')).toBeVisible();
  });

  it('says why it could not be had', async () => {
    answer(() => HttpResponse.json({ ...databaseDown, status: 500 }, { status: 500 }));
    renderPage(<BreakdownBoard near />);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Breakdown: database unavailable');
    expect(alert).toHaveTextContent('req_42');
  });

  it('is saved as the API writes it', async () => {
    answer();
    let asked = '';
    server.use(
      http.get(`${ORIGIN}/api/analytics/breakdown.csv`, ({ request }) => {
        asked = new URL(request.url).search;
        return new HttpResponse('a,b', {
          headers: { 'content-disposition': 'attachment; filename="breakdown.csv"' },
        });
      }),
    );
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    const made = vi.fn(() => 'blob:x');
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() }));
    renderPage(<BreakdownBoard near />);
    fireEvent.click(await screen.findByLabelText('Breakdown as CSV'));
    await vi.waitFor(() => expect(made).toHaveBeenCalled());
    expect(new URLSearchParams(asked).get('currency')).toBe('EUR');
  });
});

describe('the place of the breakdown', () => {
  it('asks for nothing before it is scrolled near', async () => {
    const asked = answer();
    let seen: (entries: { isIntersecting: boolean }[]) => void = () => undefined;
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor(callback: typeof seen) {
          seen = callback;
        }
        observe = vi.fn();
        disconnect = vi.fn();
      },
    );
    const { store } = renderPage(<BreakdownPanels />);
    expect(screen.getByLabelText('Loading the breakdown')).toBeVisible();
    act(() => seen([{ isIntersecting: false }]));
    expect(asked).toEqual([]);
    act(() => seen([{ isIntersecting: true }]));
    expect(await screen.findByText('By method')).toBeVisible();
    expect(asked).toHaveLength(1);

    // Out of sight it stays as it is; back in sight it is brought up to date.
    act(() => seen([{ isIntersecting: false }]));
    act(() => void store.dispatch(api.util.invalidateTags(['Breakdown'])));
    expect(screen.getByText('By method')).toBeVisible();
    expect(asked).toHaveLength(1);
    act(() => seen([{ isIntersecting: true }]));
    await vi.waitFor(() => expect(asked).toHaveLength(2));
  });
});
