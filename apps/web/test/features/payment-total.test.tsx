import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PaymentTotal } from '@/features/payments/payment-total';
import { renderWithStore } from '../support/render';

it('states the total, and where it was not counted to the end', () => {
  const { rerender } = renderWithStore(
    <PaymentTotal page={{ total: 12_345, totalIsExact: true }} />,
  );
  expect(screen.getByTestId('payment-total')).toHaveTextContent(/^12,345$/);
  rerender(<PaymentTotal page={{ total: 10_000, totalIsExact: false }} />);
  expect(screen.getByTestId('payment-total')).toHaveTextContent(/^10,000\+$/);
  rerender(<PaymentTotal />);
  expect(screen.getByTestId('payment-total')).toHaveTextContent(/^$/);
});
