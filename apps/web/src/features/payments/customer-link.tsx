'use client';

import Link from '@mui/material/Link';
import { ShellLink } from '@/features/shell/shell-link';
import { usePermission } from '@/store/session/use-permission';

/** The customers of Cashbeat are named so; anything else is a reference of somebody's own. */
const OURS = /^cus_/;

/** Who pays: leads to the customer, or to what the list finds by a reference. */
export function CustomerLink({ customerId }: { customerId: string }) {
  const reads = usePermission('customers:read');
  if (!reads) return customerId;
  const address = OURS.test(customerId)
    ? `/customers/${encodeURIComponent(customerId)}`
    : `/customers?${new URLSearchParams({ q: customerId })}`;
  return (
    <Link component={ShellLink} href={address}>
      {customerId}
    </Link>
  );
}
