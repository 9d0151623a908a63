import { fireEvent, screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { RangeBar } from '@/features/range/range-bar';
import { databaseDown, organisation } from '../support/samples';
import { renderWithStore } from '../support/render';
import { ORIGIN, server } from '../support/server';

const ORGANISATION = `${ORIGIN}/api/organisation`;

afterEach(() => window.history.replaceState(null, '', '/'));

describe('the range bar', () => {
  it('shows what the address asks for, also where the organisation has no such thing', async () => {
    server.use(http.get(ORGANISATION, () => HttpResponse.json(organisation)));
    window.history.replaceState(null, '', '/?method=gift_card&currency=XQZ');
    renderWithStore(<RangeBar />);
    expect(await screen.findByRole('combobox', { name: 'Method' })).toHaveDisplayValue('Gift card');
    expect(screen.getByRole('combobox', { name: 'Currency' })).toHaveDisplayValue('XQZ');
  });

  it('fixes the range that it stands for right now, and lets it go on again', async () => {
    server.use(http.get(ORGANISATION, () => HttpResponse.json(organisation)));
    const { rerender } = renderWithStore(<RangeBar />);
    fireEvent.click(await screen.findByText('Fixed'));
    const fixed = new URLSearchParams(window.location.search);
    expect(fixed.get('range')).toBe('custom');
    const [first, last] = ['from', 'to'].map((name) => Date.parse(fixed.get(name)!));
    expect(last! - first!).toBe(6 * 86_400_000);
    rerender(<RangeBar />);
    fireEvent.click(screen.getByText('Live'));
    expect(window.location.search).toBe('');
  });

  it('compares with what is chosen, in the address', async () => {
    server.use(http.get(ORGANISATION, () => HttpResponse.json(organisation)));
    renderWithStore(<RangeBar />);
    const compare = await screen.findByLabelText('Compare with');
    expect(compare).toHaveDisplayValue('vs previous period');
    fireEvent.change(compare, { target: { value: 'year' } });
    expect(window.location.search).toBe('?compare=year');
  });

  it('waits for nothing that failed', async () => {
    server.use(http.get(ORGANISATION, () => HttpResponse.json(databaseDown, { status: 500 })));
    const { container } = renderWithStore(<RangeBar />);
    expect(container.querySelector('.MuiSkeleton-root')).not.toBeNull();
    await expect.poll(() => container.querySelector('.MuiSkeleton-root')).toBeNull();
  });
});
