'use client';

import type { AlertRule, Organisation } from '@cashbeat/shared-types';
import { EmptyState, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { FieldsSkeleton, Loaded } from '@/features/settings/loaded';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { ShellLink } from '@/features/shell/shell-link';
import { describeFailure } from '@/store/request-failure';
import { AlertsFrame } from './alerts-frame';
import { useGetRuleQuery } from './rules-api';

const RuleEditor = dynamic(() => import('./rule-editor'), { loading: () => <Waiting /> });

export function NewRulePage() {
  return (
    <Frame title="New rule">
      <NeedsPermission permission="alerts:write" page="New rule">
        <WithOrganisation>
          {(organisation) => <RuleEditor organisation={organisation} />}
        </WithOrganisation>
      </NeedsPermission>
    </Frame>
  );
}

/** A rule to change, or to look at for those who may not. */
export function RulePage({ id }: { id: string }) {
  return (
    <Frame title="Rule">
      <NeedsPermission permission="alerts:read" page="Rule">
        <WithOrganisation>
          {(organisation) => <ExistingRule id={id} organisation={organisation} />}
        </WithOrganisation>
      </NeedsPermission>
    </Frame>
  );
}

function ExistingRule({ id, organisation }: { id: string; organisation: Organisation }) {
  const query = useGetRuleQuery(id);
  if (query.error && !query.currentData && describeFailure(query.error).status === 404) {
    return (
      <Panel title="Rule" flush>
        <EmptyState title="This rule is gone">
          <Box sx={{ mb: 3 }}>Somebody removed it, or it is one of another organisation.</Box>
          <Button component={ShellLink} href="/alerts/rules" variant="outlined">
            All rules
          </Button>
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Loaded query={query} what="the rule" skeleton={<Waiting />}>
      {(rule: AlertRule) => <RuleEditor organisation={organisation} rule={rule} />}
    </Loaded>
  );
}

function WithOrganisation({ children }: { children: (organisation: Organisation) => ReactNode }) {
  const query = useGetOrganisationQuery();
  return (
    <Loaded query={query} what="the organisation" skeleton={<Waiting />}>
      {children}
    </Loaded>
  );
}

function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AlertsFrame>
      <Box sx={{ fontSize: '0.8125rem' }}>
        <Link component={ShellLink} href="/alerts/rules">
          All rules
        </Link>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {' '}
          / {title}
        </Box>
      </Box>
      {children}
    </AlertsFrame>
  );
}

function Waiting() {
  return (
    <Panel title="Rule">
      <FieldsSkeleton what="the rule" fields={5} />
    </Panel>
  );
}
