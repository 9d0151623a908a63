'use client';

import type { CustomerImport, CustomerImportCounts } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { useFormats } from '@/store/session/use-formats';
import { commitWords, counted } from './import-words';
import { useCommitImportMutation } from './imports-api';

export interface CommitDialogProps {
  given: Pick<CustomerImport, 'id' | 'revision'>;
  counts: CustomerImportCounts;
  onClose: () => void;
}

/** Tells in numbers what an import will do, and does it: exactly what was looked at. */
export default function CommitDialog({ given, counts, onClose }: CommitDialogProps) {
  const formats = useFormats();
  const [commit] = useCommitImportMutation();
  const good = counted(counts.create + counts.update, 'row', formats);
  return (
    <DeedDialog
      title={`Import ${good}?`}
      action={`Import ${good}`}
      onDo={() =>
        commit({ id: given.id, body: { revision: given.revision, skipBad: counts.bad > 0 } })
      }
      onClose={onClose}
    >
      <Box component="ul" sx={{ m: 0, pl: 4, display: 'grid', gap: 1 }}>
        {commitWords(counts, formats).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </Box>
      <Box sx={{ mt: 3 }}>It can be undone as a whole afterwards.</Box>
    </DeedDialog>
  );
}
