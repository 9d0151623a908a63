'use client';

import type { Customer, TimelineItem } from '@cashbeat/shared-types';
import { EmptyState, Panel } from '@cashbeat/ui';
import { Timeline, TimelineStep } from '@cashbeat/ui/timeline';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { importAddress } from '@/features/customer-import/import-address';
import { useOpenPayment } from '@/features/payments/use-open-payment';
import { LinesSkeleton, Loaded } from '@/features/settings/loaded';
import { When } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { useGetTimelineInfiniteQuery } from './customers-api';
import { fieldsInWords, ITEM_STYLES } from './timeline-words';

/** Everything that happened to a customer, newest first. */
export function CustomerTimelinePanel({ customer: { id } }: { customer: Pick<Customer, 'id'> }) {
  const timeline = useGetTimelineInfiniteQuery(id);
  return (
    <Panel title="Timeline" flush>
      <Loaded
        query={timeline}
        what="the timeline"
        skeleton={<LinesSkeleton what="the timeline" lines={4} />}
      >
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return <EmptyState title="Nothing happened yet">Steps appear here.</EmptyState>;
          }
          return (
            <Box sx={{ px: 4, py: 4 }}>
              <Timeline data-testid="customer-timeline">
                {items.map((item) => (
                  <Step key={item.id} item={item} />
                ))}
              </Timeline>
              {timeline.hasNextPage && (
                <Button
                  variant="outlined"
                  fullWidth
                  loading={timeline.isFetchingNextPage}
                  onClick={() => void timeline.fetchNextPage()}
                  sx={{ mt: 3 }}
                >
                  Show older
                </Button>
              )}
            </Box>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function Step({ item }: { item: TimelineItem }) {
  const { formatMoney } = useFormats();
  const openPayment = useOpenPayment();
  const { tone, label, Icon } = ITEM_STYLES[item.kind];
  const { paymentId, importId, fileName, amount, currency } = item;
  const money = amount !== null && currency ? ` ${formatMoney(amount, currency)}` : '';
  return (
    <TimelineStep tone={tone} icon={<Icon />}>
      <Typography variant="body2" sx={{ fontWeight: 550 }}>
        {paymentId ? (
          <Link
            component="button"
            color="inherit"
            underline="hover"
            onClick={() => openPayment(paymentId)}
            sx={{ font: 'inherit', textAlign: 'left', verticalAlign: 'baseline' }}
          >
            {label}
            {money}
          </Link>
        ) : (
          `${label}${money}`
        )}
      </Typography>
      {item.fields.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {fieldsInWords(item.fields)}
        </Typography>
      )}
      {importId && (
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          <Link component={ShellLink} href={importAddress(importId)} prefetch={false}>
            {fileName ?? 'The import'}
          </Link>
        </Typography>
      )}
      {item.reason && (
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {item.reason}
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary" component="div">
        <When instant={item.at} as="time" />
        {item.actor && ` · ${item.actor}`}
      </Typography>
    </TimelineStep>
  );
}
