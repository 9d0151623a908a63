'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { FailedNotice } from './failed-notice';
import { importSummary } from './import-words';

const TITLES = {
  checking: 'Checking the file',
  committing: 'Importing',
  undoing: 'Undoing the import',
} as const;

const SAFE = {
  checking:
    'It is read and compared with your customers; nothing is recorded. You may leave this page and come back.',
  committing:
    'You may leave this page or close the browser: it goes on by itself, and you are notified when it is done.',
  undoing: 'You may leave this page or close the browser: it goes on by itself.',
} as const;

/** How far an import has come with what it does just now. */
export function RunningStep({ given }: { given: CustomerImport }) {
  const words = useId();
  const formats = useFormats();
  const { state, progress } = given;
  if (state === 'failed') return <FailedNotice given={given} />;
  const doing = state === 'committing' || state === 'undoing' ? state : 'checking';
  const percent = Math.round(Math.min(1, Math.max(0, progress)) * 100);
  const soFar = doing === 'checking' ? '' : importSummary(given, formats);
  return (
    <Panel title={TITLES[doing]}>
      <Box data-testid="import-running" sx={{ display: 'grid', gap: 3, py: 2, maxWidth: 640 }}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 3 }}>
          <Typography variant="figure">{percent} %</Typography>
          <Typography variant="body2" color="textSecondary">
            {soFar}
          </Typography>
        </Box>
        <LinearProgress
          // Nothing is known of its length before the first rows were read.
          variant={percent === 0 ? 'indeterminate' : 'determinate'}
          value={percent}
          aria-labelledby={words}
          sx={{ borderRadius: 999, height: 6 }}
        />
        <Typography id={words} variant="body2" color="textSecondary">
          {SAFE[doing]}
        </Typography>
      </Box>
    </Panel>
  );
}
