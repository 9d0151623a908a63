import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ListTotal } from '@/features/filters/list-total';
import { renderWithStore } from '../support/render';

it('states the total, and where it was not counted to the end', () => {
  const { rerender } = renderWithStore(
    <ListTotal data-testid="payment-total" page={{ total: 12_345, totalIsExact: true }} />,
  );
  expect(screen.getByTestId('payment-total')).toHaveTextContent(/^12,345$/);
  rerender(<ListTotal data-testid="payment-total" page={{ total: 10_000, totalIsExact: false }} />);
  expect(screen.getByTestId('payment-total')).toHaveTextContent(/^10,000\+$/);
  rerender(<ListTotal data-testid="payment-total" />);
  expect(screen.getByTestId('payment-total')).toHaveTextContent(/^$/);
});
