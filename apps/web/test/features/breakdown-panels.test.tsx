import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import BreakdownBoard from '@/features/breakdowns/breakdown-board';
import { BreakdownPanels } from '@/features/breakdowns/breakdown-panels';
import { breakdown, hoursOfWeek } from '../support/insight-samples';
import { renderPage } from '../support/render-page';
import { databaseDown, organisation } from '../support/samples';
import { ORIGIN, server } from '../support/server';

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
    renderPage(<BreakdownBoard />);
    for (const name of [
      'By method',
      'Status flow',
      'Hour of the week',
      'By status',
      'By failure code',
    ]) {
      expect(await screen.findByRole('region', { name })).toBeVisible();
    }
    expect(asked).toHaveLength(1);
    expect(new URLSearchParams(asked[0]).get('method')).toBe('card');
    expect(new URLSearchParams(asked[0]).get('tz')).toBe('UTC');
  });

  it('narrows the page to a method, and opens it again', async () => {
    answer();
    const { rerender } = renderPage(<BreakdownBoard />);
    fireEvent.click(await screen.findByRole('button', { name: 'Card' }));
    expect(window.location.search).toBe('?method=card');
    rerender(<BreakdownBoard key="anew" />);
    fireEvent.click(await screen.findByRole('button', { name: 'All methods' }));
    expect(window.location.search).toBe('');
  });

  it('leads from statuses and failures to their payments', async () => {
    answer();
    renderPage(<BreakdownBoard />);
    const statuses = within(await screen.findByRole('region', { name: 'By status' }));
    expect(statuses.getByRole('link', { name: 'Failed' })).toHaveAttribute(
      'href',
      '/payments?from=2026-11-15&to=2026-11-21&status=failed&currency=EUR',
    );
    const failures = within(screen.getByRole('region', { name: 'By failure code' }));
    expect(failures.getByRole('link', { name: 'Card declined' })).toHaveAttribute(
      'href',
      expect.stringContaining('failure=card_declined'),
    );
    expect(failures.queryByRole('link', { name: 'No code given' })).toBeNull();
    const flow = within(screen.getByRole('region', { name: 'Status flow' }));
    expect(flow.getByRole('link', { name: /^Refunded 20/ })).toHaveAttribute(
      'href',
      expect.stringContaining('status=refunded'),
    );
  });

  it('tells an hour that the keyboard walks to, and all of them as a table', async () => {
    answer();
    renderPage(<BreakdownBoard />);
    const map = await screen.findByRole('grid', { name: 'Payments by hour of the week' });
    const stops = within(map)
      .getAllByRole('gridcell')
      .filter((cell) => cell.tabIndex === 0);
    expect(stops).toHaveLength(1);
    act(() => stops[0]!.focus());
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    expect(screen.getByTestId('heat-map-told')).toHaveTextContent(
      'Tuesday 10:00–11:00: 10 payments, 100.0% of 10 attempts succeeded',
    );
    await userEvent.keyboard('{End}');
    expect(document.activeElement).toHaveAttribute('data-hour', '2-23');

    fireEvent.click(screen.getByRole('button', { name: 'Success rate' }));
    expect(screen.getByRole('grid', { name: 'Success rate by hour of the week' })).toBeVisible();
    act(() => (document.activeElement as HTMLElement).blur());
    expect(screen.getByTestId('heat-map-told')).toHaveTextContent('Fails most: Tuesday 03:00');
    const panel = within(screen.getByRole('region', { name: 'Hour of the week' }));
    fireEvent.click(panel.getByRole('button', { name: 'Show as table' }));
    expect(panel.getByRole('row', { name: /^14:00/ })).toHaveTextContent('95.0%');
  });

  it('compares with nothing where the address says so', async () => {
    answer();
    window.history.replaceState(null, '', '/?compare=none');
    renderPage(<BreakdownBoard />);
    await screen.findByRole('region', { name: 'By method' });
    expect(screen.queryByRole('columnheader', { name: 'Change' })).toBeNull();
  });

  it('says that there is nothing to show', async () => {
    answer(() =>
      HttpResponse.json({ ...breakdown, count: 0, hoursOfWeek: hoursOfWeek(), methods: [] }),
    );
    renderPage(<BreakdownBoard />);
    expect(await screen.findByText('Nothing to break down')).toBeVisible();
  });

  it('says why it could not be had', async () => {
    answer(() => HttpResponse.json({ ...databaseDown, status: 500 }, { status: 500 }));
    renderPage(<BreakdownBoard />);
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
    renderPage(<BreakdownBoard />);
    fireEvent.click(await screen.findByRole('button', { name: 'Breakdown as CSV' }));
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
        observe() {}
        disconnect() {}
      },
    );
    renderPage(<BreakdownPanels />);
    expect(screen.getByRole('status', { name: 'Loading the breakdown' })).toBeVisible();
    act(() => seen([{ isIntersecting: false }]));
    expect(asked).toEqual([]);
    act(() => seen([{ isIntersecting: true }]));
    expect(
      await screen.findByRole('region', { name: 'By method' }, { timeout: 8_000 }),
    ).toBeVisible();
    expect(asked).toHaveLength(1);
  });
});
