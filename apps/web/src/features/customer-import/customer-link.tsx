'use client';

import type { CustomerImportRow } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { customerAddress } from '@/features/customers/cells';
import { ShellLink } from '@/features/shell/shell-link';

/** Who a row is about, and the way to them when they are on record. */
export function CustomerLink({ row: { cells, customerId } }: { row: CustomerImportRow }) {
  const name = cells.name || cells.external_id || cells.email || 'Without a name';
  if (customerId === null) {
    return (
      <Box component="span" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
        {name}
      </Box>
    );
  }
  return (
    <Link
      component={ShellLink}
      href={customerAddress(customerId)}
      prefetch={false}
      color="inherit"
      underline="hover"
      sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}
    >
      {name}
    </Link>
  );
}
