'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { Notice } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useId, useState } from 'react';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { usePermission } from '@/store/session/use-permission';
import { CheckFoot } from './check-foot';
import { ControlTotals } from './control-totals';
import { changeOf } from './corrections';
import { CountTiles } from './count-tiles';
import { FailedNotice } from './failed-notice';
import { ImportNotes } from './import-notes';
import { outcomeCounts } from './import-words';
import { useChangeImportMutation } from './imports-api';
import { RowsPanel } from './rows-panel';
import { RunningStep } from './running-step';
import type { ImportView } from './steps';
import type { OwnCorrections } from './use-corrections';
import { useSettled } from './use-settled';

export interface CheckStepProps {
  given: CustomerImport;
  view: ImportView;
  corrections: OwnCorrections;
  onView: (view: Partial<ImportView>) => void;
}

/** What the file would do, row by row, and what is wrong with it; mended right here. */
export function CheckStep({ given, view, corrections, onView }: CheckStepProps) {
  const panel = useId();
  const writes = usePermission('customers:write');
  // While it is checked anew, what was found before stays in sight.
  const found = useSettled(given);
  const [change, changing] = useChangeImportMutation();
  const [refused, setRefused] = useState<unknown>();
  const busy = changing.isLoading || given.state === 'checking';
  const counts = found?.counts;

  const checkAgain = async () => {
    const { pending } = corrections;
    setRefused(undefined);
    const { error } = await change({ id: given.id, body: changeOf(pending) });
    if (error) setRefused(error);
    else corrections.taken(pending);
  };

  if (!found || !counts) {
    return given.state === 'failed' ? (
      <FailedNotice given={given} />
    ) : (
      <RunningStep given={given} />
    );
  }
  const chosen = view.rows ?? (counts.bad > 0 ? 'bad' : counts.create > 0 ? 'create' : 'update');
  return (
    <>
      {given.state === 'failed' && <FailedNotice given={given} />}
      <CountTiles
        counts={outcomeCounts(counts)}
        chosen={chosen}
        outdated={busy}
        panel={panel}
        onChoose={(rows) => onView({ rows })}
      />
      <ControlTotals counts={counts} />
      <ImportNotes given={found} />
      {refused !== undefined && (
        <Box sx={{ mb: -3 }}>
          <Notice tone="failure" onRetry={() => void checkAgain()}>
            Your corrections are kept, but they were not checked.{' '}
            {refusalInWords(describeFailure(refused))}
          </Notice>
        </Box>
      )}
      <Box id={panel} role="tabpanel" aria-busy={busy} sx={{ position: 'relative' }}>
        {busy && (
          <LinearProgress
            aria-label="Checking the file again"
            sx={{ position: 'absolute', top: 0, left: 12, right: 12, zIndex: 2, height: 3 }}
          />
        )}
        <RowsPanel
          given={found}
          outcome={chosen}
          busy={busy}
          corrections={writes ? corrections : undefined}
          onSubmit={() => corrections.count > 0 && !busy && void checkAgain()}
        />
      </Box>
      {writes && (
        <CheckFoot
          given={given}
          counts={counts}
          corrections={corrections}
          busy={busy}
          onCheck={() => void checkAgain()}
        />
      )}
    </>
  );
}
