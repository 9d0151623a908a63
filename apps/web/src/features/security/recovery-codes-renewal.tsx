'use client';

import type { RecoveryCodes } from '@cashbeat/shared-types';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { DialogFrame } from '@/features/settings/dialog-frame';
import { PasswordStep } from './password-step';
import { RecoveryCodeList } from './recovery-code-list';
import { useRenewRecoveryCodesMutation } from './security-api';

export default function RecoveryCodesRenewal({ onClose }: { onClose: () => void }) {
  const [renew] = useRenewRecoveryCodesMutation();
  const [codes, setCodes] = useState<RecoveryCodes>();
  if (codes) {
    return (
      <DialogFrame title="Save your recovery codes">
        <RecoveryCodeList codes={codes.codes} onSaved={onClose} />
      </DialogFrame>
    );
  }
  return (
    <DialogFrame title="New recovery codes" onClose={onClose}>
      <PasswordStep
        action="Make new codes"
        onClose={onClose}
        onSubmit={async (confirmation) => {
          const { data, error } = await renew(confirmation);
          setCodes(data);
          return error;
        }}
      >
        <Typography variant="body2" color="textSecondary">
          You get ten new codes. The ones that you have now stop working at once.
        </Typography>
      </PasswordStep>
    </DialogFrame>
  );
}
