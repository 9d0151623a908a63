'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { EmptyState, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { LinesSkeleton, Loaded } from '@/features/settings/loaded';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { PageHeader } from '@/features/shell/page-header';
import { ShellLink } from '@/features/shell/shell-link';
import { describeFailure } from '@/store/request-failure';
import { usePermission } from '@/store/session/use-permission';
import { StatePill } from './import-list';
import { ImportStepper } from './import-stepper';
import { ImportWizard } from './import-wizard';
import { PAGE_BODY } from './page-body';
import { useImport } from './use-import';

/** One import, from the check of its file to its undoing. Where it stands follows from itself. */
export function ImportPage({ id }: { id: string }) {
  const allowed = usePermission('customers:read');
  const query = useImport(id, allowed);
  const given = query.currentData;
  const missing = query.error && !given && describeFailure(query.error).status === 404;
  return (
    <>
      <PageHeader
        title={given?.fileName ?? 'Import of customers'}
        above={
          <Link component={ShellLink} href="/customers/import">
            ← All imports
          </Link>
        }
        note={given && <StatePill state={given.state} />}
      />
      <Box sx={PAGE_BODY}>
        <NeedsPermission permission="customers:read" page="Import of customers">
          {missing ? <Missing /> : given ? <Shown query={query} /> : <Waiting query={query} />}
        </NeedsPermission>
      </Box>
    </>
  );
}

type Query = ReturnType<typeof useImport>;

function Shown({ query }: { query: Query }) {
  return (
    <Loaded query={query} what="the import">
      {(given: CustomerImport) => <ImportWizard key={given.id} given={given} />}
    </Loaded>
  );
}

function Waiting({ query }: { query: Query }) {
  return (
    <>
      <ImportStepper step="check" />
      <Panel title="Import of customers" flush>
        <Loaded
          query={query}
          what="the import"
          skeleton={<LinesSkeleton what="the import" lines={6} />}
        >
          {() => null}
        </Loaded>
      </Panel>
    </>
  );
}

function Missing() {
  return (
    <Panel title="Import of customers" flush>
      <EmptyState title="There is no such import">
        <Box sx={{ mb: 3 }}>
          It was thrown away, or it is one of another organisation. Imports are kept for a while
          only; what they recorded stays.
        </Box>
        <Button component={ShellLink} href="/customers/import" variant="outlined">
          All imports
        </Button>
      </EmptyState>
    </Panel>
  );
}
