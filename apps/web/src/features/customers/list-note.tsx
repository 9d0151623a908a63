'use client';

import type { CustomerPage } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { ListTotal } from '@/features/filters/list-total';
import { useFormats } from '@/store/session/use-formats';
import type { SelectedCustomers } from './use-selection';

export interface ListNoteProps {
  page?: Pick<CustomerPage, 'total' | 'totalIsExact'>;
  /** There is, or will be, a list to count. */
  shown: boolean;
  onClear?: () => void;
}

/** How many there are, and the way back to all of them. */
export function ListNote({ page, shown, onClear }: ListNoteProps) {
  return (
    <>
      {shown && <ListTotal page={page} data-testid="customer-total" />}
      {onClear && (
        <Button onClick={onClear} sx={{ my: -1, display: { xs: 'none', sm: 'inline-flex' } }}>
          Clear filters
        </Button>
      )}
    </>
  );
}

/** How many are ticked. */
export function SelectionNote({
  selection: { customers, clear },
}: {
  selection: SelectedCustomers;
}) {
  const { formatCount } = useFormats();
  return (
    <>
      <Typography variant="body2" role="status" sx={{ fontWeight: 550, whiteSpace: 'nowrap' }}>
        {formatCount(customers.length)} selected
      </Typography>
      <Button onClick={clear} sx={{ my: -1 }}>
        Clear
      </Button>
    </>
  );
}
