'use client';

import type { Charge, CustomerDetails } from '@cashbeat/shared-types';
import { EmptyState, MoreIcon, Panel, PlusIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActionMenu } from '@/features/alerts/action-menu';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { useFormats } from '@/store/session/use-formats';
import { usePermission } from '@/store/session/use-permission';
import { chargeName } from './charge-name';
import { ChargeStatusPill } from './customer-status';
import { useDay } from './use-day';

const ChargeDialog = dynamic(() => import('./charge-dialog'), { ssr: false });
const CancelChargeDialog = dynamic(() => import('./cancel-charge-dialog'), { ssr: false });
const RecordPaymentDialog = dynamic(() => import('./record-payment-dialog'), { ssr: false });

export interface ChargesPanelProps {
  customer: CustomerDetails;
  writes: boolean;
}

type Asked = { kind: 'new' } | { kind: 'edit' | 'cancel' | 'pay'; charge: Charge };

/** What the customer owes and owed: what is open first. */
export function ChargesPanel({ customer, writes }: ChargesPanelProps) {
  const { formatCount } = useFormats();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const columns = useChargeColumns(writes ? setAsked : undefined);
  const { charges, chargeCount } = customer;
  return (
    <Panel
      title="Charges"
      flush
      note={
        <Typography variant="body2" color="textSecondary">
          {formatCount(chargeCount)}
        </Typography>
      }
      actions={
        writes && (
          <Button
            variant="outlined"
            startIcon={<PlusIcon />}
            onClick={() => setAsked({ kind: 'new' })}
          >
            Add a charge
          </Button>
        )
      }
    >
      {charges.length === 0 ? (
        <EmptyState title="Nothing was charged yet">
          {writes
            ? 'Add what is owed: an invoice, an instalment, a fee.'
            : 'What is owed appears here once somebody adds it.'}
        </EmptyState>
      ) : (
        <SettingsTable
          label="Charges"
          columns={columns}
          rows={charges}
          keyOf={({ id }) => id}
          isPast={({ status }) => status === 'paid' || status === 'cancelled'}
        />
      )}
      {chargeCount > charges.length && (
        <Typography variant="caption" component="p" color="textSecondary" sx={{ px: 4, py: 2 }}>
          The first {formatCount(charges.length)} of {formatCount(chargeCount)}.
        </Typography>
      )}
      {asked?.kind === 'new' && <ChargeDialog customer={customer} onClose={close} />}
      {asked?.kind === 'edit' && (
        <ChargeDialog customer={customer} charge={asked.charge} onClose={close} />
      )}
      {asked?.kind === 'cancel' && <CancelChargeDialog charge={asked.charge} onClose={close} />}
      {asked?.kind === 'pay' && (
        <RecordPaymentDialog customer={customer} charge={asked.charge} onClose={close} />
      )}
    </Panel>
  );
}

function useChargeColumns(ask: ((asked: Asked) => void) | undefined): Column<Charge>[] {
  const dayOf = useDay();
  return [
    { name: 'Charge', cell: (charge) => <What charge={charge} /> },
    {
      name: 'Due',
      from: 'sm',
      width: 112,
      cell: ({ dueDate }) => <Nowrap>{dayOf(dueDate)}</Nowrap>,
    },
    {
      name: 'Status',
      from: 'sm',
      width: 116,
      cell: ({ status }) => <ChargeStatusPill status={status} />,
    },
    {
      name: 'Amount',
      from: 'sm',
      width: 104,
      align: 'right',
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    {
      name: 'Open',
      width: 104,
      align: 'right',
      cell: ({ openAmount, currency }) => (
        <Money amount={openAmount} currency={currency} strong={openAmount > 0} />
      ),
    },
    ...(ask
      ? [
          {
            name: 'Actions',
            hiddenName: true,
            width: 52,
            align: 'right',
            cell: (charge: Charge) => <ChargeMenu charge={charge} ask={ask} />,
          } satisfies Column<Charge>,
        ]
      : []),
  ];
}

function What({ charge }: { charge: Charge }) {
  const dayOf = useDay();
  const { description, externalId, issuedOn, cancelReason, cancelledOn } = charge;
  const name = chargeName(charge, dayOf);
  const told = [
    description && externalId,
    cancelledOn
      ? `cancelled ${dayOf(cancelledOn)}${cancelReason ? `: ${cancelReason}` : ''}`
      : `charged ${dayOf(issuedOn)}`,
  ];
  return (
    <>
      <Box sx={{ fontWeight: 550, overflowWrap: 'anywhere', '&::first-letter': UPPER }}>{name}</Box>
      <Typography
        variant="caption"
        component="div"
        color="textSecondary"
        sx={{ overflowWrap: 'anywhere' }}
      >
        {told.filter(Boolean).join(' · ')}
      </Typography>
      <Box
        sx={{
          display: { xs: 'flex', sm: 'none' },
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 2,
          mt: 1.5,
        }}
      >
        <ChargeStatusPill status={charge.status} />
        <Nowrap>due {dayOf(charge.dueDate)}</Nowrap>
      </Box>
    </>
  );
}

const UPPER = { textTransform: 'uppercase' } as const;

function ChargeMenu({ charge, ask }: { charge: Charge; ask: (asked: Asked) => void }) {
  const dayOf = useDay();
  const records = usePermission('payments:write');
  if (charge.status === 'cancelled') return null;
  return (
    <ActionMenu
      compact
      label={`Actions for ${chargeName(charge, dayOf)}`}
      icon={<MoreIcon />}
      actions={[
        ...(records && charge.openAmount > 0
          ? [{ label: 'Record payment…', run: () => ask({ kind: 'pay', charge }) }]
          : []),
        { label: 'Edit…', run: () => ask({ kind: 'edit', charge }) },
        { label: 'Cancel…', run: () => ask({ kind: 'cancel', charge }) },
      ]}
    />
  );
}

interface MoneyProps {
  amount: number;
  currency: string;
  strong?: boolean;
}

function Money({ amount, currency, strong = false }: MoneyProps) {
  const { formatMoney } = useFormats();
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap', fontWeight: strong ? 600 : 400 }}>
      {formatMoney(amount, currency)}
    </Box>
  );
}

function Nowrap({ children }: { children: React.ReactNode }) {
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      {children}
    </Box>
  );
}
