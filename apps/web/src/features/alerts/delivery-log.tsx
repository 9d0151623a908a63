'use client';

import type { Webhook, WebhookDelivery } from '@cashbeat/shared-types';
import { EmptyState, Pill, Row, Rows } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMemo } from 'react';
import { DialogFrame } from '@/features/settings/dialog-frame';
import { Loaded } from '@/features/settings/loaded';
import { When } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import Link from '@mui/material/Link';
import { DELIVERY_LOOKS } from './alert-style';
import { useListDeliveriesInfiniteQuery } from './webhooks-api';

/** While a message is on its way, its attempts are looked for this often. */
const POLL = 3_000;

const EVENTS: Record<WebhookDelivery['event'], string> = {
  'alert.raised': 'Alert raised',
  'alert.resolved': 'Alert resolved',
  test: 'Test',
};

/** Every message of the last 30 days with every attempt to deliver it, newest first. */
export default function DeliveryLog({
  webhook,
  onClose,
}: {
  webhook: Webhook;
  onClose: () => void;
}) {
  const list = useListDeliveriesInfiniteQuery(webhook.id, { pollingInterval: POLL });
  const pages = list.currentData?.pages;
  const deliveries = useMemo(() => pages?.flatMap(({ items }) => items), [pages]);
  return (
    <DialogFrame title={`Messages to ${webhook.name}`} onClose={onClose} width={680}>
      <Box sx={{ minHeight: 200 }}>
        <Loaded query={{ ...list, currentData: deliveries }} what="messages">
          {(items) =>
            items.length === 0 ? (
              <EmptyState title="Nothing was sent yet">
                Messages stand here for 30 days, with every attempt to deliver them.
              </EmptyState>
            ) : (
              <Rows>
                {items.map((delivery) => (
                  <Delivery key={delivery.id} delivery={delivery} />
                ))}
              </Rows>
            )
          }
        </Loaded>
        {list.hasNextPage && (
          <Button
            variant="outlined"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
            sx={{ mt: 3 }}
          >
            Show older messages
          </Button>
        )}
      </Box>
    </DialogFrame>
  );
}

function Delivery({ delivery }: { delivery: WebhookDelivery }) {
  const { tone, text, Icon } = DELIVERY_LOOKS[delivery.state];
  return (
    <Row>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <Typography sx={{ fontWeight: 600 }}>{EVENTS[delivery.event]}</Typography>
        <Pill tone={tone} icon={<Icon />}>
          {text}
        </Pill>
        <Typography variant="caption" color="textSecondary" sx={{ ml: { sm: 'auto' } }}>
          <When instant={delivery.createdAt} as="time" />
        </Typography>
      </Box>
      <Typography variant="caption" color="textSecondary" component="div">
        <code>{delivery.eventId}</code>
        {delivery.alertId && (
          <>
            {' · '}
            <Link component={ShellLink} href={`/alerts/${delivery.alertId}`}>
              the alert
            </Link>
          </>
        )}
        {delivery.nextAttemptAt && (
          <>
            {' · '}next attempt <When instant={delivery.nextAttemptAt} as="time" />
          </>
        )}
      </Typography>
      <Box
        component="ol"
        sx={{ m: 0, mt: 1, pl: 5, fontSize: '0.8125rem', color: 'text.secondary' }}
      >
        {delivery.attempts.map((attempt) => (
          <li key={attempt.at}>
            <When instant={attempt.at} as="time" />:{' '}
            {attempt.status === null ? 'no answer' : `answered ${attempt.status}`} after{' '}
            {attempt.latencyMs} ms
            {attempt.error && `, ${attempt.error}`}
            {attempt.answer && (
              <Box
                component="code"
                sx={{
                  display: 'block',
                  p: 2,
                  my: 1,
                  borderRadius: 1,
                  bgcolor: 'surface.sunken',
                  fontSize: '0.75rem',
                  overflowWrap: 'anywhere',
                }}
              >
                {attempt.answer}
              </Box>
            )}
          </li>
        ))}
      </Box>
    </Row>
  );
}
