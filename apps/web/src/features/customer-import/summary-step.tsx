'use client';

import type { CustomerImport, CustomerImportCounts } from '@cashbeat/shared-types';
import { CheckIcon, Panel, RefundIcon, toneDisc } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { useId, useState } from 'react';
import { When } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { usePermission } from '@/store/session/use-permission';
import { ControlTotals } from './control-totals';
import { CountTiles } from './count-tiles';
import { ErrorsButton } from './errors-button';
import { FailedNotice } from './failed-notice';
import type { RowOutcome } from './import-fields';
import { undoneWords } from './import-words';
import { RowsPanel } from './rows-panel';
import { RunningStep } from './running-step';
import type { ImportView } from './steps';

const UndoDialog = dynamic(() => import('./undo-dialog'), { ssr: false });

export interface SummaryStepProps {
  given: CustomerImport;
  view: ImportView;
  onView: (view: Partial<ImportView>) => void;
}

/** What an import recorded, and the way to take all of it back. */
export function SummaryStep({ given, view, onView }: SummaryStepProps) {
  const panel = useId();
  const { state, counts, outcome } = given;
  const tiles = recorded(given);
  const chosen =
    tiles.find((each) => each.outcome === view.rows)?.outcome ??
    tiles.find(({ count, outcome: each }) => count > 0 && (each === 'failed' || each === 'create'))
      ?.outcome ??
    'update';
  return (
    <>
      {state === 'failed' && <FailedNotice given={given} />}
      {state === 'undoing' && <RunningStep given={given} />}
      {(state === 'done' || state === 'undone') && <Result given={given} />}
      {outcome && (
        <>
          <CountTiles
            counts={tiles}
            chosen={chosen}
            outdated={state === 'undone'}
            panel={panel}
            onChoose={(rows) => onView({ rows })}
          />
          {counts && <ControlTotals counts={counts} />}
          <Box id={panel} role="tabpanel">
            <RowsPanel given={given} outcome={chosen} busy={state === 'undoing'} />
          </Box>
        </>
      )}
    </>
  );
}

interface Tile {
  outcome: RowOutcome;
  count: number;
  label?: string;
}

/** What was recorded, and of what was not the parts that the check told. */
function recorded({ outcome, counts }: Pick<CustomerImport, 'outcome' | 'counts'>): Tile[] {
  if (!outcome) return [];
  const left: (keyof CustomerImportCounts & ('bad' | 'leftOut' | 'skip'))[] = [
    'bad',
    'leftOut',
    'skip',
  ];
  const further: Record<(typeof left)[number], RowOutcome> = {
    bad: 'bad',
    leftOut: 'left_out',
    skip: 'skip',
  };
  return [
    { outcome: 'create', count: outcome.created, label: 'Added' },
    { outcome: 'update', count: outcome.updated, label: 'Changed' },
    { outcome: 'unchanged', count: outcome.unchanged },
    ...left.flatMap((name) =>
      counts && counts[name] > 0 ? [{ outcome: further[name], count: counts[name] }] : [],
    ),
    ...(outcome.failed > 0 ? [{ outcome: 'failed' as const, count: outcome.failed }] : []),
  ];
}

function Result({ given }: { given: CustomerImport }) {
  const formats = useFormats();
  const [undoing, setUndoing] = useState(false);
  const writes = usePermission('customers:write');
  const { state, outcome, counts, undo, undoneAt, committedAt } = given;
  if (!outcome) return null;
  const undone = state === 'undone';
  const touched = outcome.created + outcome.updated;
  const wrong = (counts?.bad ?? 0) + outcome.failed > 0;
  const at = undone ? undoneAt : committedAt;
  return (
    <Panel title={undone ? 'The import was undone' : 'The import is done'}>
      <Box
        data-testid="import-result"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 3,
        }}
      >
        <Box aria-hidden sx={toneDisc(undone ? 'pending' : 'success')}>
          {undone ? <RefundIcon /> : <CheckIcon />}
        </Box>
        <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
          <Typography variant="body1" sx={{ fontWeight: 600 }}>
            {undone && undo
              ? undoneWords(undo, formats)
              : `${formats.formatCount(outcome.created)} added, ${formats.formatCount(outcome.updated)} changed`}
          </Typography>
          <Typography variant="caption" component="div" color="textSecondary">
            {at && <When instant={at} as="time" />} · uploaded by {given.startedBy}
          </Typography>
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          {wrong && !undone && <ErrorsButton given={given} />}
          {writes && !undone && touched > 0 && (
            <Button variant="outlined" onClick={() => setUndoing(true)}>
              Undo this import
            </Button>
          )}
          {writes && (
            <Button component={ShellLink} href="/customers/import" variant="outlined">
              Another file
            </Button>
          )}
          <Button component={ShellLink} href="/customers?sort=-createdAt" variant="contained">
            To the customers
          </Button>
        </Box>
      </Box>
      {undoing && <UndoDialog id={given.id} outcome={outcome} onClose={() => setUndoing(false)} />}
    </Panel>
  );
}
