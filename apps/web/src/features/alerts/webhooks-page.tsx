'use client';

import type { Webhook } from '@cashbeat/shared-types';
import { EmptyState, Panel, PlusIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import { enqueueSnackbar } from 'notistack';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { Loaded } from '@/features/settings/loaded';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { AlertsFrame } from './alerts-frame';
import { WebhookList } from './webhook-list';
import { useListWebhooksQuery, useRemoveWebhookMutation } from './webhooks-api';

const WebhookDialog = dynamic(() => import('./webhook-dialog'));
const RotateDialog = dynamic(() => import('./rotate-dialog'));
const DeliveryLog = dynamic(() => import('./delivery-log'));

/** Programs that are told of alerts. */
export function WebhooksPage() {
  return (
    <AlertsFrame>
      <NeedsPermission permission="alerts:write" page="Webhooks">
        <Webhooks />
      </NeedsPermission>
    </AlertsFrame>
  );
}

/** What was asked of a webhook and opens over the page. */
export interface WebhookAsked {
  kind: 'change' | 'rotate' | 'remove' | 'deliveries';
  webhook: Webhook;
}

function Webhooks() {
  const webhooks = useListWebhooksQuery();
  const [remove] = useRemoveWebhookMutation();
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<WebhookAsked | null>(null);
  const close = () => setAsked(null);
  return (
    <Panel
      title="Webhooks"
      flush
      actions={
        <Button variant="contained" startIcon={<PlusIcon />} onClick={() => setMaking(true)}>
          New webhook
        </Button>
      }
    >
      <Loaded query={webhooks} what="webhooks">
        {(list) =>
          list.length === 0 ? (
            <EmptyState title="No webhooks yet">
              A webhook tells another program of alerts: a chat, an on-call service, your own. Every
              message is signed, tried again when it does not arrive, and kept here for 30 days.
            </EmptyState>
          ) : (
            <WebhookList webhooks={list} onAsk={setAsked} />
          )
        }
      </Loaded>
      {making && <WebhookDialog onClose={() => setMaking(false)} />}
      {asked?.kind === 'change' && <WebhookDialog webhook={asked.webhook} onClose={close} />}
      {asked?.kind === 'rotate' && <RotateDialog webhook={asked.webhook} onClose={close} />}
      {asked?.kind === 'deliveries' && <DeliveryLog webhook={asked.webhook} onClose={close} />}
      {asked?.kind === 'remove' && (
        <DeedDialog
          title={`Remove ${asked.webhook.name}?`}
          action="Remove the webhook"
          dangerous
          onDo={() => remove(asked.webhook.id)}
          onDone={() =>
            enqueueSnackbar(`${asked.webhook.name} was removed`, { variant: 'success' })
          }
          onClose={close}
        >
          It is told of nothing more; messages that wait for it are given up. Rules that name it go
          on without it.
        </DeedDialog>
      )}
    </Panel>
  );
}
