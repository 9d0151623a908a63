// @vitest-environment jsdom
import { ThemeProvider } from '@mui/material/styles';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ErrorState, StatTile, theme } from '../src';

afterEach(cleanup);

const show = (view: React.ReactNode) => render(<ThemeProvider theme={theme}>{view}</ThemeProvider>);

describe('a figure', () => {
  it('says the exact amount where it shows a short one', () => {
    show(
      <StatTile
        label="Volume"
        definition="A sum."
        value="€1.20M"
        exact="€1,203,004.05"
        sample=""
      />,
    );
    expect(screen.getByText('€1.20M').title).toBe('€1,203,004.05');
    expect(screen.getByRole('button', { name: /Exactly €1,203,004\.05/ })).toBeTruthy();
  });

  it('is read with its change, its sample and its definition', () => {
    show(
      <StatTile
        label="Success rate"
        definition="Succeeded ÷ (succeeded + failed)."
        value="93.1%"
        sample="2 of 29 failed"
        change={{
          direction: 'down',
          sentiment: 'bad',
          text: '−1.2 pt',
          against: 'vs prior 7 d',
        }}
      />,
    );
    expect(screen.getByRole('heading', { name: 'Success rate' })).toBeTruthy();
    expect(screen.getByText('93.1%')).toBeTruthy();
    expect(screen.getByText('2 of 29 failed')).toBeTruthy();
    expect(screen.getByText(/−1\.2 pt/).parentElement!.textContent).toBe('−1.2 pt vs prior 7 d');
    expect(getComputedStyle(screen.getByText('vs prior 7 d')).display).toBe('block');
    expect(
      screen.getByRole('button', {
        name: 'How success rate is computed: Succeeded ÷ (succeeded + failed).',
      }),
    ).toBeTruthy();
  });
});

describe('an error', () => {
  it('is announced with the request to quote, and can be retried', () => {
    const retry = vi.fn();
    show(<ErrorState title="Down" detail="No answer." requestId="req_1" onRetry={retry} />);
    expect(screen.getByRole('alert').textContent).toContain('req_1');
    screen.getByRole('button', { name: 'Try again' }).click();
    expect(retry).toHaveBeenCalledTimes(1);
  });
});
