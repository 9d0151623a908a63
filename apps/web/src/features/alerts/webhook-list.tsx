'use client';

import type { Webhook, WebhookDelivery } from '@cashbeat/shared-types';
import { MoreIcon, Pill, Row, Rows } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { When } from '@/features/settings/when';
import { ActionMenu } from './action-menu';
import { DELIVERY_LOOKS } from './alert-style';
import { useTestWebhook } from './use-test-webhook';
import type { WebhookAsked } from './webhooks-page';

export interface WebhookListProps {
  webhooks: readonly Webhook[];
  onAsk: (asked: WebhookAsked) => void;
}

export function WebhookList({ webhooks, onAsk }: WebhookListProps) {
  return (
    <Rows>
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} onAsk={onAsk} />
      ))}
    </Rows>
  );
}

function WebhookRow({ webhook, onAsk }: { webhook: Webhook } & Pick<WebhookListProps, 'onAsk'>) {
  const { test, busy } = useTestWebhook(webhook);
  const ask = (kind: WebhookAsked['kind']) => () => onAsk({ kind, webhook });
  return (
    <Row
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 200px auto' },
        alignItems: 'center',
        columnGap: 4,
        rowGap: 2,
        px: 4,
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
          <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{webhook.name}</Typography>
          <Pill tone={webhook.enabled ? 'success' : 'pending'}>
            {webhook.enabled ? 'On' : 'Off'}
          </Pill>
        </Box>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {webhook.url}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="div">
          {eventsOf(webhook)} · secret <code>{webhook.secretHint}…</code>
          {webhook.secretRotatedAt && (
            <>
              {' '}
              of <When instant={webhook.secretRotatedAt} as="day" />
            </>
          )}
        </Typography>
      </Box>
      <LastDelivery delivery={webhook.lastDelivery} />
      <Box sx={{ display: 'flex', gap: 2 }}>
        <Button
          variant="outlined"
          loading={busy}
          disabled={!webhook.enabled}
          aria-label={`Test ${webhook.name}`}
          onClick={() => void test()}
        >
          Test
        </Button>
        <Button
          variant="outlined"
          aria-label={`Messages to ${webhook.name}`}
          onClick={ask('deliveries')}
        >
          Messages
        </Button>
        <ActionMenu
          label={`More for ${webhook.name}`}
          icon={<MoreIcon />}
          compact
          actions={[
            { label: 'Change…', run: ask('change') },
            { label: 'New secret…', run: ask('rotate') },
            { label: 'Remove…', run: ask('remove') },
          ]}
        />
      </Box>
    </Row>
  );
}

function LastDelivery({ delivery }: { delivery: WebhookDelivery | null }) {
  if (!delivery) {
    return (
      <Typography variant="caption" color="textSecondary">
        Nothing sent lately
      </Typography>
    );
  }
  const { tone, text, Icon } = DELIVERY_LOOKS[delivery.state];
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <Pill tone={tone} icon={<Icon />}>
        {text}
      </Pill>
      <Typography variant="caption" color="textSecondary">
        <When instant={delivery.createdAt} />
      </Typography>
    </Box>
  );
}

function eventsOf({ events }: Webhook): string {
  if (events.length > 1) return 'Raised and resolved alerts';
  return events[0] === 'alert.raised' ? 'Raised alerts' : 'Resolved alerts';
}
