'use client';

import type { CustomerDetails } from '@cashbeat/shared-types';
import { EmptyState, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { LinesSkeleton, Loaded } from '@/features/settings/loaded';
import { PageHeader } from '@/features/shell/page-header';
import { ShellLink } from '@/features/shell/shell-link';
import { liveResult } from '@/store/live-result';
import { describeFailure } from '@/store/request-failure';
import { usePermission } from '@/store/session/use-permission';
import { customerAddress } from './cells';
import { ChargesPanel } from './charges-panel';
import { ContactPanel } from './contact-panel';
import { CustomerActions } from './customer-actions';
import { CustomerPayments } from './customer-payments';
import { CustomerStatusPill } from './customer-status';
import { CustomerTimelinePanel } from './customer-timeline';
import { useGetCustomerQuery } from './customers-api';
import { DeletedBanner } from './deleted-banner';
import { StandingPanel, StandingSkeleton } from './standing-panel';

/** One customer: what is owed, what was paid, how to reach them, and what happened. */
export function CustomerPage({ id }: { id: string }) {
  const query = useGetCustomerQuery(id, { selectFromResult: liveResult });
  const { refetch } = useGetCustomerQuery(id, { selectFromResult: () => ({}) });
  const customer = query.currentData;
  useOwnAddress(id, customer);
  const missing =
    query.error && !customer && describeFailure(query.error).status === 404 ? <Missing /> : null;
  return (
    <>
      <PageHeader
        title={customer?.name ?? 'Customer'}
        above={
          <Link component={ShellLink} href="/customers">
            ← All customers
          </Link>
        }
        note={
          customer
            ? !customer.deletedAt && <CustomerStatusPill customer={customer} />
            : !query.error && <Skeleton variant="rounded" width={88} height={22} />
        }
        actions={customer && !customer.deletedAt && <CustomerActions customer={customer} />}
      />
      <Box sx={{ px: { xs: 4, md: 8 }, display: 'grid', alignContent: 'start', ...COLUMN }}>
        {missing ??
          (customer ? (
            <Loaded query={{ ...query, refetch }} what="the customer">
              {(shown) => <Sections customer={shown} />}
            </Loaded>
          ) : query.error ? (
            <Panel title="Customer" flush>
              <Loaded query={{ ...query, refetch }} what="the customer">
                {() => null}
              </Loaded>
            </Panel>
          ) : (
            <PageSkeleton />
          ))}
      </Box>
    </>
  );
}

/** An id that was merged into another customer leads to that one: the address says so, too. */
function useOwnAddress(id: string, customer: CustomerDetails | undefined): void {
  const router = useRouter();
  const own = customer?.id;
  useEffect(() => {
    if (own !== undefined && own !== id) router.replace(customerAddress(own));
  }, [own, id, router]);
}

function Missing() {
  return (
    <Panel title="Customer" flush>
      <EmptyState title="There is no such customer">
        <Box sx={{ mb: 3 }}>It may be one of another organisation, or the link is not whole.</Box>
        <Button component={ShellLink} href="/customers" variant="outlined">
          All customers
        </Button>
      </EmptyState>
    </Panel>
  );
}

function Sections({ customer }: { customer: CustomerDetails }) {
  const writes = usePermission('customers:write') && !customer.deletedAt;
  return (
    <>
      {customer.deletedAt && <DeletedBanner customer={customer} deletedAt={customer.deletedAt} />}
      <Halves
        main={
          <>
            <StandingPanel customer={customer} />
            <ChargesPanel customer={customer} writes={writes} />
            <CustomerPayments customer={customer} />
          </>
        }
        aside={
          <>
            <ContactPanel customer={customer} />
            <CustomerTimelinePanel customer={customer} />
          </>
        }
      />
    </>
  );
}

function PageSkeleton() {
  return (
    <Box role="status" aria-label="Loading the customer">
      <Halves
        main={
          <>
            <StandingSkeleton />
            <Panel title="Charges" flush>
              <LinesSkeleton what="charges" lines={4} />
            </Panel>
            <Panel title="Payments" flush>
              <LinesSkeleton what="payments" lines={3} />
            </Panel>
          </>
        }
        aside={
          <>
            <Panel title="Contact" flush>
              <LinesSkeleton what="contact details" lines={4} />
            </Panel>
            <Panel title="Timeline" flush>
              <LinesSkeleton what="the timeline" lines={4} />
            </Panel>
          </>
        }
      />
    </Box>
  );
}

function Halves({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 4,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.9fr) minmax(0, 1fr)' },
      }}
    >
      <Box sx={{ display: 'grid', ...COLUMN }}>{main}</Box>
      <Box sx={{ display: 'grid', ...COLUMN }}>{aside}</Box>
    </Box>
  );
}

const COLUMN = { gridTemplateColumns: 'minmax(0, 1fr)', gap: 4 } as const;
