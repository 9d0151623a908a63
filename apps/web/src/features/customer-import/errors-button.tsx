'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { DownloadIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import { useDownload } from '@/features/download/use-download';
import { useGetImportErrorsMutation } from './imports-api';

/** Takes along what is wrong as a workbook, to correct it there and upload it again. */
export function ErrorsButton({ given }: { given: Pick<CustomerImport, 'id'> }) {
  const [fetchFile] = useGetImportErrorsMutation();
  const { busy, download } = useDownload(() => fetchFile(given.id));
  return (
    <Button
      variant="outlined"
      startIcon={<DownloadIcon />}
      loading={busy}
      loadingPosition="start"
      title="Correct them in the workbook, and upload it again"
      onClick={download}
    >
      Errors as workbook
    </Button>
  );
}
