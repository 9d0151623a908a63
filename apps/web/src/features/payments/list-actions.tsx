'use client';

import { CompactButton, DownloadIcon, RetryIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useDownload } from '@/features/download/use-download';
import { useFormats } from '@/store/session/use-formats';
import { type PaymentListQuery, useExportPaymentsMutation } from './payments-api';
import type { NewerPayments } from './use-newer-payments';

const DESK = { display: { xs: 'none', sm: 'inline-flex' } };
const PHONE = { display: { xs: 'inline-flex', sm: 'none' } };

/** Offers what came since the list was fetched. */
export function RefreshButton({
  newer: { count, exact },
  onRefresh,
}: {
  newer: NewerPayments;
  onRefresh: () => void;
}) {
  const { formatCount } = useFormats();
  if (count === 0) return null;
  const events = `${formatCount(count)} new ${count === 1 ? 'event' : 'events'}`;
  const told = exact ? `${events}: refresh` : 'The list may have changed: refresh';
  return (
    <Button startIcon={<RetryIcon />} onClick={onRefresh} aria-label={told}>
      <Box component="span" sx={DESK}>
        {exact ? told : 'May have changed: refresh'}
      </Box>
      <Box component="span" sx={PHONE}>
        {exact ? `${formatCount(count)} new` : 'Refresh'}
      </Box>
    </Button>
  );
}

/** Takes along what the filters find. */
export function CsvButton({ query }: { query: PaymentListQuery }) {
  const [fetchFile] = useExportPaymentsMutation();
  const { download, busy } = useDownload(() => fetchFile(query));
  return <CompactButton label="CSV" icon={<DownloadIcon />} loading={busy} onClick={download} />;
}
