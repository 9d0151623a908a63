'use client';

import type { CustomerImport, CustomerImportCounts } from '@cashbeat/shared-types';
import { CheckIcon, RetryIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { MOST } from './corrections';
import { DiscardButton } from './discard-button';
import { counted } from './import-words';
import type { OwnCorrections } from './use-corrections';

const CommitDialog = dynamic(() => import('./commit-dialog'), { ssr: false });

export interface CheckFootProps {
  given: CustomerImport;
  counts: CustomerImportCounts;
  corrections: Pick<OwnCorrections, 'count' | 'discard'>;
  busy: boolean;
  onCheck: () => void;
}

/** The ways on, in sight wherever the page is scrolled: check what was corrected, or import. */
export function CheckFoot({ given, counts, corrections, busy, onCheck }: CheckFootProps) {
  const formats = useFormats();
  const [committing, setCommitting] = useState(false);
  const { count, discard } = corrections;
  const good = counts.create + counts.update;
  const waits = given.state === 'ready' && !busy;
  return (
    <Box
      data-testid="check-foot"
      sx={{
        position: 'sticky',
        // A phone's bar of pages stands below.
        bottom: { xs: 'calc(64px + env(safe-area-inset-bottom))', md: 16 },
        zIndex: 4,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        px: 4,
        py: 3,
        borderRadius: 3,
        border: 1,
        borderColor: 'surface.borderStrong',
        bgcolor: 'surface.raised',
        boxShadow: '0 8px 28px rgb(10 16 30 / 0.12)',
        '& > .MuiButton-root': { flex: { xs: '1 1 auto', sm: '0 0 auto' } },
      }}
    >
      <Typography
        variant="body2"
        sx={{
          flex: '1 1 220px',
          minWidth: 0,
          // A phone has no room for what everybody knows by then.
          display: { xs: count > 0 && count <= MOST && !busy ? 'none' : 'block', sm: 'block' },
        }}
      >
        {footWords(counts, count, busy, formats)}
      </Typography>
      {count > 0 ? (
        <>
          <Button variant="outlined" disabled={busy} onClick={discard}>
            Forget them
          </Button>
          <Button
            variant="contained"
            startIcon={<RetryIcon />}
            loading={busy}
            loadingPosition="start"
            disabled={count > MOST}
            aria-label={`Check again (${counted(count, 'correction', formats)})`}
            onClick={onCheck}
          >
            <span>
              Check again ({formats.formatCount(count)}
              <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
                {count === 1 ? ' correction' : ' corrections'}
              </Box>
              )
            </span>
          </Button>
        </>
      ) : (
        <>
          <DiscardButton given={given} />
          <Button
            variant="contained"
            startIcon={<CheckIcon />}
            disabled={!waits || good === 0}
            onClick={() => setCommitting(true)}
          >
            Import {counted(good, 'row', formats)}
          </Button>
        </>
      )}
      {committing && (
        <CommitDialog given={given} counts={counts} onClose={() => setCommitting(false)} />
      )}
    </Box>
  );
}

function footWords(
  { bad, create, update, unchanged }: CustomerImportCounts,
  corrections: number,
  busy: boolean,
  formats: Parameters<typeof counted>[2],
): string {
  if (busy) return 'The file is being checked again …';
  if (corrections > MOST) {
    return `At most ${formats.formatCount(MOST)} cells are corrected here. Download the workbook of errors, correct it there, and upload it again.`;
  }
  if (corrections > 0) {
    return 'Your corrections are checked together, and kept in this tab until then.';
  }
  if (create + update === 0) {
    if (bad > 0) return 'Nothing can be imported before a row is corrected.';
    return unchanged > 0
      ? 'Nothing to import: your customers on record say all that already.'
      : 'Nothing to import.';
  }
  if (bad === 0) return 'Every row is right. Nothing is recorded before you import it.';
  return `${counted(bad, 'row', formats)} with problems ${bad === 1 ? 'is' : 'are'} left out unless corrected.`;
}
