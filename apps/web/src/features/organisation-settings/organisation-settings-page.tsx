'use client';

import { Panel } from '@cashbeat/ui';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { FieldsSkeleton, Loaded } from '@/features/settings/loaded';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { usePermission } from '@/store/session/use-permission';
import { OrganisationForm } from './organisation-form';
import { RebuildProgress } from './rebuild-progress';

const POLL = 1_500;

export function OrganisationSettingsPage() {
  return (
    <NeedsPermission permission="organisation:read" page="Organisation">
      <OrganisationPanel />
    </NeedsPermission>
  );
}

function OrganisationPanel() {
  const { data } = useGetOrganisationQuery();
  const rebuilding = data?.rebuild.state === 'running';
  const organisation = useGetOrganisationQuery(undefined, {
    pollingInterval: rebuilding ? POLL : 0,
    skipPollingIfUnfocused: true,
  });
  const writes = usePermission('organisation:write');
  return (
    <Panel title="Organisation">
      <Loaded
        query={organisation}
        what="the organisation"
        skeleton={<FieldsSkeleton what="the organisation" fields={5} />}
      >
        {(found) => (
          <>
            {found.rebuild.state === 'running' && (
              <RebuildProgress zone={found.timeZone} progress={found.rebuild.progress} />
            )}
            <OrganisationForm key={found.id} organisation={found} writes={writes} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}
