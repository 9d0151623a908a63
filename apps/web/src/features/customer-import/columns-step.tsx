'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { Panel, SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { FormNotice } from '@/features/forms/form-notice';
import { Remark } from '@/features/settings/remark';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { ColumnList } from './column-list';
import { DiscardButton } from './discard-button';
import { columnLetters, FIELD_LABELS } from './import-fields';
import { filled, placeOf } from './mapping';
import { ReadingForm } from './reading-form';
import { RunningStep } from './running-step';
import { useReading } from './use-reading';

export interface ColumnsStepProps {
  given: CustomerImport;
  onDone: () => void;
}

/** What each column means and how its values are written; changed, the file is checked again. */
export function ColumnsStep({ given, onDone }: ColumnsStepProps) {
  const formats = useFormats();
  const reading = useReading(given);
  const { mapping, taken, dirty, busy, error, send } = reading;
  const { columns } = given;
  if (columns.length === 0) return <RunningStep given={given} />;
  const named = placeOf(mapping, 'name') !== undefined;
  const failure = error === undefined ? undefined : describeFailure(error);
  const told = filled(columns).filter(({ position }) => mapping.has(position)).length;
  const goOn = async () => {
    if (!dirty || (await send())) onDone();
  };
  return (
    <>
      {failure && (
        <FormNotice
          messages={
            failure.errors.length > 0
              ? failure.errors.map(({ message }) => message)
              : [failure.detail]
          }
          requestId={failure.requestId}
        />
      )}
      <Panel
        title="What each column means"
        flush
        note={
          <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
            {formats.formatCount(told)} of {formats.formatCount(filled(columns).length)} read
          </Typography>
        }
      >
        <ColumnList columns={columns} reading={reading} />
      </Panel>
      <Panel title="How it is written">
        <ReadingForm given={given} reading={reading} />
      </Panel>
      {!named && (
        <Remark>
          No column is read as the name: only customers on record can be changed, and no new one can
          be added.
        </Remark>
      )}
      <Box role="status" sx={SPOKEN_ONLY}>
        {taken &&
          `${FIELD_LABELS[taken.field]} was column ${columnLetters(taken.from)}, which is not imported now.`}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 2 }}>
        <DiscardButton given={given} />
        <Button variant="contained" loading={busy} onClick={() => void goOn()}>
          {dirty ? 'Check again like that' : 'To the check'}
        </Button>
      </Box>
    </>
  );
}
