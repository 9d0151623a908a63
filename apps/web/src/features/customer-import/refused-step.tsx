'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { FormMessage } from '@/features/forms/form-message';
import { FormNotice } from '@/features/forms/form-notice';
import { ShellLink } from '@/features/shell/shell-link';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { ColumnList } from './column-list';
import { DiscardButton } from './discard-button';
import { ImportNotes } from './import-notes';
import { reasonsOf } from './option-words';
import { atFault } from './reading-choices';
import { ReadingForm } from './reading-form';
import { useReading } from './use-reading';

/** A file that cannot be read as it is: why, what would help chosen right here, or another file. */
export function RefusedStep({ given }: { given: CustomerImport }) {
  return <Refused key={given.revision} given={given} />;
}

function Refused({ given }: { given: CustomerImport }) {
  const reading = useReading(given);
  const { choices, columns: columnsAtFault } = atFault(given);
  const helps = reading.writes && (choices.size > 0 || columnsAtFault);
  const failure = reading.error === undefined ? undefined : describeFailure(reading.error);
  return (
    <>
      <FormMessage tone="failure">
        <Box sx={{ fontWeight: 650 }}>This file cannot be read as it is</Box>
        {reasonsOf(given).map((words, place) => (
          <Box key={words} data-testid={place === 0 ? 'refused-reason' : undefined}>
            {words}
          </Box>
        ))}
        <Box sx={{ mt: 1, fontWeight: 400 }}>
          Nothing was recorded.{' '}
          {helps
            ? 'Choose below what would help, or upload another file.'
            : 'Mend the file and upload it again.'}
        </Box>
      </FormMessage>
      <ImportNotes given={given} />
      {failure && <FormNotice messages={[refusalInWords(failure)]} requestId={failure.requestId} />}
      {helps && columnsAtFault && given.columns.length > 0 && (
        <Panel title="What each column means" flush>
          <ColumnList columns={given.columns} reading={reading} />
        </Panel>
      )}
      {helps && (
        <Panel title="How it is written">
          <ReadingForm given={given} reading={reading} faults={choices} />
        </Panel>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 2 }}>
        <DiscardButton given={given} />
        {reading.writes && (
          <Button
            component={ShellLink}
            href="/customers/import"
            variant={helps ? 'outlined' : 'contained'}
          >
            Upload another file
          </Button>
        )}
        {helps && (
          <Button
            variant="contained"
            loading={reading.busy}
            disabled={!reading.dirty}
            onClick={() => void reading.send()}
          >
            Check again like that
          </Button>
        )}
      </Box>
    </>
  );
}
