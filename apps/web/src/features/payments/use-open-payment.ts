'use client';

import { useCallback } from 'react';

/** The parameter of the address that names the payment in the drawer. */
export const PAYMENT_PARAMETER = 'payment';

/** Opens a payment's details (or closes them) by changing the address, so that it can be shared. */
export function useOpenPayment(): (id: string | null) => void {
  return useCallback((id) => {
    const address = new URL(window.location.href);
    if (id === null) address.searchParams.delete(PAYMENT_PARAMETER);
    else address.searchParams.set(PAYMENT_PARAMETER, id);
    window.history.pushState(null, '', address);
  }, []);
}
