'use client';

import Typography from '@mui/material/Typography';
import { SecretOnce } from '@/features/settings/secret-once';

export interface WebhookSecretProps {
  /** Null when the answer that told it was lost. */
  secret: string | null;
  onClose: () => void;
}

/** The secret of a webhook, and what the receiver checks with it. */
export function WebhookSecret({ secret, onClose }: WebhookSecretProps) {
  return (
    <SecretOnce
      label="Webhook secret"
      secret={secret}
      lost="The webhook was made at the first attempt, and its secret was in an answer that never
        arrived. Make it a new secret from its menu."
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        Check the header <code>Cashbeat-Signature: t=…,v1=…</code> of each message: <code>v1</code>{' '}
        is the HMAC-SHA256, keyed with the secret, of <code>t</code>, a point and the body as it was
        sent. Refuse what is older than five minutes.
      </Typography>
    </SecretOnce>
  );
}
