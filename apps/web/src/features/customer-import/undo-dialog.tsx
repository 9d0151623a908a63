'use client';

import type { CustomerImportOutcome } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { useFormats } from '@/store/session/use-formats';
import { counted } from './import-words';
import { useUndoImportMutation } from './imports-api';

export interface UndoDialogProps {
  id: string;
  outcome: CustomerImportOutcome;
  onClose: () => void;
}

/** Says what taking an import back will do, and what it will leave; then does it. */
export default function UndoDialog({ id, outcome, onClose }: UndoDialogProps) {
  const formats = useFormats();
  const [undo] = useUndoImportMutation();
  const { created, updated } = outcome;
  return (
    <DeedDialog
      title="Undo this import?"
      action="Undo the import"
      dangerous
      onDo={() => undo({ id })}
      onClose={onClose}
    >
      <Box component="ul" sx={{ m: 0, pl: 4, display: 'grid', gap: 1 }}>
        {created > 0 && (
          <li>
            {counted(created, 'customer', formats)} that it added {created === 1 ? 'is' : 'are'}{' '}
            deleted again.
          </li>
        )}
        {updated > 0 && (
          <li>
            {counted(updated, 'customer', formats)} that it changed{' '}
            {updated === 1 ? 'becomes' : 'become'} what {updated === 1 ? 'it was' : 'they were'}.
          </li>
        )}
        <li>Customers that were changed, charged or that paid since stay as they are.</li>
      </Box>
    </DeedDialog>
  );
}
