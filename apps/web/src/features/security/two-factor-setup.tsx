'use client';

import type { RecoveryCodes, TwoFactorSetup } from '@cashbeat/shared-types';
import { CopyField } from '@cashbeat/ui/copy-field';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { z } from 'zod';
import { CodeField, digits, Form, SubmitButton, useZodForm } from '@/features/forms';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { PasswordStep } from './password-step';
import { RecoveryCodeList } from './recovery-code-list';
import { useBeginTwoFactorMutation, useConfirmTwoFactorMutation } from './security-api';

interface TwoFactorSetupDialogProps {
  onClose: () => void;
  onDone: () => void;
}

/** Password, then the secret with its first code, then the recovery codes. */
export default function TwoFactorSetupDialog({ onClose, onDone }: TwoFactorSetupDialogProps) {
  const [begin] = useBeginTwoFactorMutation();
  const [setup, setSetup] = useState<TwoFactorSetup>();
  const [codes, setCodes] = useState<RecoveryCodes>();
  if (codes) {
    return (
      <DialogFrame title="Save your recovery codes">
        <RecoveryCodeList codes={codes.codes} onSaved={onDone} />
      </DialogFrame>
    );
  }
  return (
    <DialogFrame title="Set up two-factor authentication" onClose={onClose}>
      {setup ? (
        <SecretStep setup={setup} onConfirmed={setCodes} onClose={onClose} />
      ) : (
        <PasswordStep
          action="Continue"
          onClose={onClose}
          onSubmit={async (confirmation) => {
            const { data, error } = await begin(confirmation);
            setSetup(data);
            return error;
          }}
        >
          <Typography variant="body2" color="textSecondary">
            Have an authenticator app at hand: any app for one-time codes (TOTP) will do. Nothing
            changes until a code of it was confirmed.
          </Typography>
        </PasswordStep>
      )}
    </DialogFrame>
  );
}

const schema = z.object({ code: digits });

interface SecretStepProps {
  setup: TwoFactorSetup;
  onConfirmed: (codes: RecoveryCodes) => void;
  onClose: () => void;
}

function SecretStep({ setup, onConfirmed, onClose }: SecretStepProps) {
  const [confirm] = useConfirmTwoFactorMutation();
  const form = useZodForm(schema, { code: '' });
  return (
    <Form
      form={form}
      fieldOfCode={{ second_factor_invalid: 'code', invalid_code: 'code' }}
      onSubmit={async (values) => {
        const { data, error } = await confirm(values);
        if (data) onConfirmed(data);
        return error;
      }}
    >
      <Typography variant="body2" color="textSecondary">
        Scan this with your authenticator app, or type the key in. Then enter the code that it
        shows.
      </Typography>
      {/* As an image the document can run no script and load nothing. */}
      <Box
        component="img"
        src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.qrSvg)}`}
        alt="QR code of the key below"
        sx={{
          width: 208,
          height: 208,
          p: 2,
          justifySelf: 'center',
          // Cameras want dark on light, whatever the scheme.
          bgcolor: '#fff',
          border: 1,
          borderColor: 'divider',
          borderRadius: 3,
        }}
      />
      <CopyField label="key" value={inGroups(setup.secret)} />
      <CodeField name="code" label="Code from the app" autoFocus />
      <DialogActions>
        <Button variant="outlined" onClick={onClose}>
          Cancel
        </Button>
        <SubmitButton>Turn on</SubmitButton>
      </DialogActions>
    </Form>
  );
}

/** Four at a time can be read off; apps ignore the spaces. */
function inGroups(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
