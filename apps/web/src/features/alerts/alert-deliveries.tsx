'use client';

import type { AlertDelivery } from '@cashbeat/shared-types';
import { MailIcon, Panel, Pill, Row, Rows, WebhookIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { When } from '@/features/settings/when';
import { DELIVERY_LOOKS } from './alert-style';

const CHANNELS = {
  email: { text: 'E-mail', Icon: MailIcon },
  webhook: { text: 'Webhook', Icon: WebhookIcon },
};

/** Who was told of an alert, and whether it arrived. */
export function AlertDeliveries({ deliveries }: { deliveries: readonly AlertDelivery[] }) {
  return (
    <Panel title="Messages" flush={deliveries.length > 0}>
      {deliveries.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          Nobody was told by e-mail or webhook. Who is told is a setting of the rule.
        </Typography>
      ) : (
        <Rows data-testid="alert-deliveries">
          {deliveries.map((delivery) => (
            <Delivery key={delivery.id} delivery={delivery} />
          ))}
        </Rows>
      )}
    </Panel>
  );
}

function Delivery({ delivery }: { delivery: AlertDelivery }) {
  const { Icon, text: channel } = CHANNELS[delivery.channel];
  const { tone, text, Icon: StateIcon } = DELIVERY_LOOKS[delivery.state];
  return (
    <Row sx={{ display: 'flex', alignItems: 'start', gap: 3, px: 4 }}>
      <Box sx={{ color: 'text.secondary', pt: '1px' }} role="img" aria-label={channel}>
        <Icon />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
          {delivery.recipient}
        </Typography>
        <Typography variant="caption" component="div" color="textSecondary">
          {delivery.event === 'alert.resolved' ? 'That it is resolved' : 'That it was raised'}
          {' · '}
          <When instant={delivery.deliveredAt ?? delivery.createdAt} as="time" />
        </Typography>
        {delivery.state !== 'delivered' && (
          <Typography variant="caption" component="div" color="textSecondary">
            {delivery.attempts === 1 ? '1 attempt' : `${delivery.attempts} attempts`}
            {delivery.detail && `, last: ${delivery.detail}`}
            {delivery.nextAttemptAt && (
              <>
                . Next <When instant={delivery.nextAttemptAt} as="time" />
              </>
            )}
          </Typography>
        )}
      </Box>
      <Pill tone={tone} icon={<StateIcon />}>
        {text}
      </Pill>
    </Row>
  );
}
