'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import Button from '@mui/material/Button';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { usePermission } from '@/store/session/use-permission';
import { useDiscardImportMutation } from './imports-api';

const DeedDialog = dynamic(
  () => import('@/features/settings/deed-dialog').then(({ DeedDialog: dialog }) => dialog),
  { ssr: false },
);

/** Throws an import away that was not committed. */
export function DiscardButton({ given }: { given: Pick<CustomerImport, 'id' | 'fileName'> }) {
  const [asking, setAsking] = useState(false);
  const [discard] = useDiscardImportMutation();
  const router = useRouter();
  const writes = usePermission('customers:write');
  if (!writes) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setAsking(true)}>
        Discard
      </Button>
      {asking && (
        <DeedDialog
          title="Discard this import?"
          action="Discard it"
          dangerous
          onDo={() => discard(given.id)}
          onDone={() => router.push('/customers/import')}
          onClose={() => setAsking(false)}
        >
          The file {given.fileName} and what you corrected are thrown away. No customer was touched.
        </DeedDialog>
      )}
    </>
  );
}
