'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useInBrowser } from '@/features/shell/use-in-browser';
import { PAYMENT_PARAMETER, useOpenPayment } from './use-open-payment';

const PaymentDrawer = dynamic(() => import('./payment-drawer'), { ssr: false });

/** Shows the payment that the address names. The drawer is loaded with the first one. */
export function PaymentDrawerHost() {
  const query = useSearchParams();
  const id = query.get(PAYMENT_PARAMETER);
  const openPayment = useOpenPayment();
  const { data: organisation } = useGetOrganisationQuery();
  const zone = query.get('tz') ?? organisation?.timeZone;
  // The page is taken over in parts: by the turn of this one the organisation may be known already.
  const inBrowser = useInBrowser();
  const [lastId, setLastId] = useState(id);
  if (id !== null && id !== lastId) setLastId(id);
  if (!inBrowser || lastId === null || zone === undefined) return null;
  return (
    <PaymentDrawer open={id !== null} id={lastId} zone={zone} onClose={() => openPayment(null)} />
  );
}
