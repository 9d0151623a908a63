'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { DownloadIcon, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { useDownload } from '@/features/download/use-download';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { Remark } from '@/features/settings/remark';
import { PageHeader } from '@/features/shell/page-header';
import { ShellLink } from '@/features/shell/shell-link';
import { useAppDispatch } from '@/store/hooks';
import { usePermission } from '@/store/session/use-permission';
import { DropZone } from './drop-zone';
import { ImportList } from './import-list';
import { importAddress } from './import-address';
import { importsApi, useGetImportTemplateMutation } from './imports-api';
import { ImportStepper } from './import-stepper';
import { PAGE_BODY } from './page-body';
import { UploadProgress } from './upload-progress';
import { useUpload } from './use-upload';

/** Where imports of customers begin, and where those before are found again. */
export function ImportsPage() {
  return (
    <>
      <PageHeader
        title="Import customers"
        above={
          <Link component={ShellLink} href="/customers">
            ← All customers
          </Link>
        }
      />
      <Box sx={PAGE_BODY}>
        <NeedsPermission permission="customers:read" page="Import customers">
          <Begin />
          <ImportList />
        </NeedsPermission>
      </Box>
    </>
  );
}

function Begin() {
  if (!usePermission('customers:write')) {
    return (
      <Remark>
        Your role shows what was imported. Agents, administrators and owners import customers.
      </Remark>
    );
  }
  return (
    <>
      <ImportStepper step="upload" />
      <UploadPanel />
    </>
  );
}

function UploadPanel() {
  const router = useRouter();
  const dispatch = useAppDispatch();
  const open = useCallback(
    (begun: CustomerImport) => {
      // Small files are checked by now: the next page shows it without asking.
      void dispatch(importsApi.util.upsertQueryData('getCustomerImport', begun.id, begun));
      router.push(importAddress(begun.id));
    },
    [dispatch, router],
  );
  const { phase, begin, again, cancel } = useUpload(open);
  return (
    <Panel title="Upload a file" actions={<TemplateButton />}>
      {phase.kind === 'idle' ? (
        <Box
          sx={{
            display: 'grid',
            gap: { xs: 4, md: 6 },
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.6fr) minmax(0, 1fr)' },
            alignItems: 'center',
          }}
        >
          <DropZone onFile={begin} />
          <WhatIsRead />
        </Box>
      ) : (
        <UploadProgress phase={phase} onCancel={cancel} onAgain={again} />
      )}
    </Panel>
  );
}

function TemplateButton() {
  const [fetchFile] = useGetImportTemplateMutation();
  const { busy, download } = useDownload(() => fetchFile());
  return (
    <Button variant="outlined" startIcon={<DownloadIcon />} loading={busy} onClick={download}>
      Download template
    </Button>
  );
}

const EXPLAINED = [
  [
    'Columns by their names',
    'One row a customer, with a header above. “Kunde”, “Saldo” or “Due” are understood; you can change what each column means.',
  ],
  [
    'Dates and numbers as they are',
    '31/12/2026 and 1.234,50 are read right. Where a file leaves it open, you are asked.',
  ],
  [
    'Nobody twice',
    'Customers on record are found by external id, or by e-mail address. The same file again changes nothing.',
  ],
] as const;

function WhatIsRead() {
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 3 }}>
      {EXPLAINED.map(([name, text]) => (
        <Box key={name}>
          <Typography component="dt" variant="body2" sx={{ fontWeight: 600 }}>
            {name}
          </Typography>
          <Typography component="dd" variant="body2" color="textSecondary" sx={{ m: 0 }}>
            {text}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
