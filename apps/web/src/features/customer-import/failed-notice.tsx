'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { ErrorState, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { FormNotice } from '@/features/forms/form-notice';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { usePermission } from '@/store/session/use-permission';
import { DiscardButton } from './discard-button';
import {
  useChangeImportMutation,
  useCommitImportMutation,
  useUndoImportMutation,
} from './imports-api';

const UndoDialog = dynamic(() => import('./undo-dialog'), { ssr: false });

/** An import that broke off for a reason of ours: it goes on where it stopped, or is taken back. */
export function FailedNotice({ given }: { given: CustomerImport }) {
  const { id, committedAt, undoneAt, outcome, options, reason } = given;
  const writes = usePermission('customers:write');
  const [check, checking] = useChangeImportMutation();
  const [commit, committing] = useCommitImportMutation();
  const [takeBack, undoing] = useUndoImportMutation();
  const [asking, setAsking] = useState(false);
  const recording = committedAt !== null && undoneAt === null;
  const [what, goOn] =
    committedAt === null
      ? (['The check broke off', () => check({ id, body: { options } })] as const)
      : recording
        ? (['The import broke off', () => commit({ id, body: { skipBad: true } })] as const)
        : (['The undoing broke off', () => takeBack({ id })] as const);
  const then =
    committedAt === null
      ? 'Nothing was recorded.'
      : 'It goes on where it stopped; nothing is done twice.';
  const error = checking.error ?? committing.error ?? undoing.error;
  const failure = error === undefined ? undefined : describeFailure(error);
  return (
    <Panel title={what} flush>
      <ErrorState
        title={what}
        detail={[reason, then].filter(Boolean).join(' ')}
        onRetry={writes ? () => void goOn() : undefined}
        retrying={checking.isLoading || committing.isLoading || undoing.isLoading}
      />
      {failure && (
        <Box sx={{ px: 4, pb: 4 }}>
          <FormNotice messages={[refusalInWords(failure)]} requestId={failure.requestId} />
        </Box>
      )}
      <Box sx={{ display: 'flex', justifyContent: 'center', pb: 5 }}>
        {committedAt === null && <DiscardButton given={given} />}
        {recording && writes && outcome && (
          <Button variant="outlined" onClick={() => setAsking(true)}>
            Undo this import
          </Button>
        )}
      </Box>
      {asking && outcome && (
        <UndoDialog id={id} outcome={outcome} onClose={() => setAsking(false)} />
      )}
    </Panel>
  );
}
