import { screen } from '@testing-library/react';
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

  it('waits for nothing that failed', async () => {
    server.use(http.get(ORGANISATION, () => HttpResponse.json(databaseDown, { status: 500 })));
    const { container } = renderWithStore(<RangeBar />);
    expect(container.querySelector('.MuiSkeleton-root')).not.toBeNull();
    await expect.poll(() => container.querySelector('.MuiSkeleton-root')).toBeNull();
  });
});
