'use client';

import { EmptyState } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import dynamic from 'next/dynamic';
import { useMethodName } from '@/features/organisation/use-method-name';
import type { AnalyticsQuery } from '@/features/range/analytics-query';

const FirstPayment = dynamic(() => import('@/features/payments/first-payment'));

export function NoPayments({ query: { currency, method } }: { query: AnalyticsQuery }) {
  const methodName = useMethodName();
  return (
    <Box sx={{ height: '100%', overflowY: 'auto' }}>
      <EmptyState title="No payments in this range">
        <FirstPayment currency={currency}>
          Only {currency}
          {method && ` and ${methodName(method)}`} is shown. Choose a wider range, another currency
          {method && ', all methods'}, or record a payment:
        </FirstPayment>
      </EmptyState>
    </Box>
  );
}
