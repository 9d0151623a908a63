import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { Provider } from 'react-redux';
import { describe, expect, it, vi } from 'vitest';
import { Boot } from '@/features/shell/boot';
import { BootSkeleton } from '@/features/shell/boot-skeleton';
import { createStore } from '@/store/store';
import { renderWithStore } from '../support/render';

vi.mock('@/features/shell/product', () => ({
  default: ({ children }: { children: ReactNode }) => <main>{children}</main>,
}));

const booted = (
  <Boot skeleton={<BootSkeleton />}>
    <h1>Figures</h1>
  </Boot>
);

describe('the start of the product', () => {
  it('is an outline from the server, and nothing of the page', () => {
    const html = renderToString(<Provider store={createStore()}>{booted}</Provider>);
    expect(html).toContain('Loading …');
    expect(html).not.toContain('Figures');
  });

  it('outlines the dashboard there, and any page elsewhere', () => {
    window.history.replaceState(null, '', '/payments');
    expect(renderToString(<Provider store={createStore()}>{booted}</Provider>)).not.toContain(
      'boot-dashboard',
    );
    window.history.replaceState(null, '', '/');
    expect(renderToString(<Provider store={createStore()}>{booted}</Provider>)).toContain(
      'boot-dashboard',
    );
  });

  it('asks who is signed in, and shows the page in the place of the outline', async () => {
    const { store } = renderWithStore(booted);
    expect(await screen.findByRole('heading', { name: 'Figures' })).toBeVisible();
    expect(screen.queryByText('Loading …')).toBeNull();
    await vi.waitFor(() => expect(store.getState().session.status).toBe('signed_in'));
  });
});
