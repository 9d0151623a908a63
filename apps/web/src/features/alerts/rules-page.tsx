'use client';

import type { AlertRule } from '@cashbeat/shared-types';
import { EmptyState, Panel, PlusIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { Loaded } from '@/features/settings/loaded';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { Remark } from '@/features/settings/remark';
import { ShellLink } from '@/features/shell/shell-link';
import { usePermission } from '@/store/session/use-permission';
import { AlertsFrame } from './alerts-frame';
import { RuleList } from './rule-list';
import { useListRulesQuery, useRemoveRuleMutation } from './rules-api';

/** What is watched, and what is worth an alert. */
export function RulesPage() {
  return (
    <AlertsFrame>
      <NeedsPermission permission="alerts:read" page="Alert rules">
        <Rules />
      </NeedsPermission>
    </AlertsFrame>
  );
}

function Rules() {
  const rules = useListRulesQuery();
  const [remove] = useRemoveRuleMutation();
  const writes = usePermission('alerts:write');
  const [leaving, setLeaving] = useState<AlertRule | null>(null);
  const make = writes && (
    <Button
      component={ShellLink}
      href="/alerts/rules/new"
      variant="contained"
      startIcon={<PlusIcon />}
    >
      New rule
    </Button>
  );
  return (
    <Panel title="Alert rules" flush actions={make}>
      {!writes && (
        <Box sx={{ px: 4, pt: 3 }}>
          <Remark>Your role shows rules; owners and administrators make and change them.</Remark>
        </Box>
      )}
      <Loaded query={rules} what="alert rules">
        {(list) =>
          list.length === 0 ? (
            <EmptyState title="No rules yet">
              A rule watches a figure and speaks up when it leaves what is usual: too many failed
              payments, hardly any volume, more refunds than ever.
            </EmptyState>
          ) : (
            <RuleList rules={list} onRemove={writes ? setLeaving : undefined} />
          )
        }
      </Loaded>
      {leaving && (
        <DeedDialog
          title={`Remove ${leaving.name}?`}
          action="Remove the rule"
          dangerous
          onDo={() => remove(leaving.id)}
          onDone={() => enqueueSnackbar(`${leaving.name} was removed`, { variant: 'success' })}
          onClose={() => setLeaving(null)}
        >
          It raises no more alerts. An alert of its that is open ends; past ones stay. To pause it,
          switch it off instead.
        </DeedDialog>
      )}
    </Panel>
  );
}
