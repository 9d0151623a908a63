'use client';

import type { Customer } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Ref } from 'react';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { CLIPPED, Due, NameLink, Outstanding } from './cells';
import { CustomerStatusPill } from './customer-status';
import { TickBox } from './tick-box';
import type { SelectedCustomers } from './use-selection';

export interface CustomerCardsProps {
  customers: Customer[];
  selection?: SelectedCustomers;
  handle: Ref<VirtuosoHandle>;
  onEnd: () => void;
  onOpen: (id: string) => void;
}

/** On a phone a customer has three lines: who, how they stand, and how to reach them. */
export default function CustomerCards({
  customers,
  selection,
  handle,
  onEnd,
  onOpen,
}: CustomerCardsProps) {
  return (
    <Virtuoso
      ref={handle}
      data={customers}
      computeItemKey={(_, { id }) => id}
      itemContent={(_, customer) => (
        <Card customer={customer} selection={selection} onOpen={onOpen} />
      )}
      endReached={onEnd}
      increaseViewportBy={600}
      role="list"
      aria-label="Customers"
    />
  );
}

interface CardProps extends Pick<CustomerCardsProps, 'selection' | 'onOpen'> {
  customer: Customer;
}

function Card({ customer, selection, onOpen }: CardProps) {
  const selected = selection?.ids.has(customer.id) ?? false;
  const known = [customer.email ?? customer.phone, customer.agent?.name].filter(Boolean);
  return (
    <Box
      role="listitem"
      data-testid="customer-row"
      data-customer={customer.id}
      onClick={() => onOpen(customer.id)}
      sx={{
        display: 'flex',
        gap: 1,
        pl: selection ? 2 : 4,
        pr: 4,
        py: 2.5,
        borderBottom: 1,
        borderColor: 'divider',
        fontSize: '0.8125rem',
        bgcolor: selected ? 'tone.brand.tint' : undefined,
      }}
    >
      {selection && (
        <TickBox
          label={`Select ${customer.name}`}
          checked={selected}
          onTick={(range) => selection.tick(customer.id, range)}
        />
      )}
      <Box sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 1 }}>
        <Box sx={LINE}>
          <Box sx={{ minWidth: 0, flex: 1 }}>
            <NameLink customer={customer} />
          </Box>
          <Box sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>
            <Outstanding customer={customer} />
          </Box>
        </Box>
        <Box sx={LINE}>
          <CustomerStatusPill customer={customer} />
          {customer.dueDate && (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              due <Due customer={customer} />
            </Box>
          )}
        </Box>
        {known.length > 0 && (
          <Typography variant="caption" component="div" color="textSecondary" sx={CLIPPED}>
            {known.join(' · ')}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

const LINE = {
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 2,
  minWidth: 0,
} as const;
