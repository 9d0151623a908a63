'use client';

import type { Customer } from '@cashbeat/shared-types';
import { toneColours, TrashIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { When } from '@/features/settings/when';
import { usePermission } from '@/store/session/use-permission';
import { useDeleteCustomer } from './use-delete-customer';

/** Above a customer that is deleted: it can be looked at, and brought back. */
export function DeletedBanner({ customer, deletedAt }: { customer: Customer; deletedAt: string }) {
  const writes = usePermission('customers:write');
  const { restore, busy } = useDeleteCustomer(customer);
  return (
    <Box
      role="status"
      sx={{
        ...toneColours('warning'),
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        px: 4,
        py: 2,
        borderRadius: 2,
        fontSize: '0.8125rem',
        fontWeight: 500,
      }}
    >
      <TrashIcon />
      <Box sx={{ flex: 1, minWidth: 200 }}>
        This customer was deleted <When instant={deletedAt} />. It is in no list, and nothing of it
        can be changed
        {writes ? ' until it is restored.' : '; agents, administrators and owners can restore it.'}
      </Box>
      {writes && (
        <Button variant="contained" loading={busy} onClick={() => void restore()}>
          Restore
        </Button>
      )}
    </Box>
  );
}
