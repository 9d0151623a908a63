'use client';

import type { Webhook } from '@cashbeat/shared-types';
import { useRef, useState } from 'react';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { DialogFrame } from '@/features/settings/dialog-frame';
import { WebhookSecret } from './webhook-secret';
import { useChangeWebhookMutation } from './webhooks-api';

export interface RotateDialogProps {
  webhook: Webhook;
  onClose: () => void;
}

/** Makes a new secret, then shows it this once. */
export default function RotateDialog({ webhook, onClose }: RotateDialogProps) {
  const [change] = useChangeWebhookMutation();
  const [secret, setSecret] = useState<string | null>();
  // The question closes by itself once it is done; the secret has to be seen then.
  const made = useRef(false);
  if (secret !== undefined) {
    return (
      <DialogFrame title={`New secret of ${webhook.name}`} width={560}>
        <WebhookSecret secret={secret} onClose={onClose} />
      </DialogFrame>
    );
  }
  return (
    <DeedDialog
      title={`Make a new secret for ${webhook.name}?`}
      action="Make a new secret"
      onDo={async () => {
        const { data, error } = await change({ id: webhook.id, change: { rotateSecret: true } });
        if (data) {
          made.current = true;
          setSecret(data.secret);
        }
        return { error };
      }}
      onClose={() => made.current || onClose()}
    >
      For 24 hours messages carry a signature of the old and of the new secret, so that the receiver
      can change over without losing one.
    </DeedDialog>
  );
}
