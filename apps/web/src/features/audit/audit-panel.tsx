'use client';

import { CompactButton, DownloadIcon, EmptyState, Panel, RetryIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { useMemo } from 'react';
import { useDownload } from '@/features/download/use-download';
import { ListFailed, ListOutdated, NoMatch } from '@/features/filters/list-states';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { LinesSkeleton } from '@/features/settings/loaded';
import { AuditFilterBar, NoiseToggle } from './audit-filter-bar';
import { countAuditFilters, daysFault, NO_AUDIT_FILTERS } from './audit-filters';
import { AuditList } from './audit-list';
import { type AuditQuery, useExportAuditMutation, useListAuditInfiniteQuery } from './audit-api';
import { useAuditFilters } from './use-audit-filters';

export function AuditPanel() {
  const [filters, changeFilters] = useAuditFilters();
  const organisation = useGetOrganisationQuery();
  const zone = organisation.data?.timeZone;
  const fault = daysFault(filters);
  const query = useMemo(
    () => (zone && fault === undefined ? { filters, zone } : skipToken),
    [filters, zone, fault],
  );
  const log = useListAuditInfiniteQuery(query);
  const pages = log.currentData?.pages;
  const [fetchFile] = useExportAuditMutation();
  const { download, busy } = useDownload(() => fetchFile(query as AuditQuery));
  const entries = useMemo(() => pages?.flatMap(({ items }) => items), [pages]);
  const filtered = countAuditFilters(filters) > 0;
  const clear = () => changeFilters(NO_AUDIT_FILTERS);
  const error = organisation.error ?? log.error;
  const retry = () => void (organisation.error ? organisation.refetch() : log.refetch());
  const older = () => void log.fetchNextPage();

  const { hasNextPage, isFetching } = log;

  const body = () => {
    if (fault !== undefined) return <NoMatch noun="entry" reason={fault} onClear={clear} />;
    if (entries && zone) {
      if (entries.length === 0 && !hasNextPage && !isFetching) {
        return filtered ? (
          <NoMatch noun="entry" onClear={clear} />
        ) : (
          <EmptyState title="Nothing has been changed yet">
            Whatever somebody changes from now on stands here, with who, when and why.
          </EmptyState>
        );
      }
      if (entries.length > 0 || !isFetching) {
        return (
          <AuditList
            entries={entries}
            zone={zone}
            hasOlder={hasNextPage}
            loading={log.isFetchingNextPage}
            onOlder={older}
            onFilter={changeFilters}
          />
        );
      }
    }
    if (error) return <ListFailed error={error} retrying={isFetching} onRetry={retry} />;
    return <LinesSkeleton what="the audit log" lines={10} />;
  };

  return (
    <>
      <AuditFilterBar filters={filters} fault={fault} onChange={changeFilters} />
      {error && entries && <ListOutdated error={error} onRetry={retry} />}
      <Panel
        title="Audit log"
        flush
        note={
          <>
            {filtered && (
              <Button onClick={clear} sx={{ my: -1 }}>
                Clear filters
              </Button>
            )}
          </>
        }
        actions={
          <>
            <NoiseToggle filters={filters} onChange={changeFilters} />
            <CompactButton
              label="Refresh"
              icon={<RetryIcon />}
              loading={isFetching && !log.isFetchingNextPage && entries !== undefined}
              onClick={() => void log.refetch()}
              disabled={query === skipToken}
            />
            <CompactButton
              label="CSV"
              icon={<DownloadIcon />}
              loading={busy}
              onClick={download}
              disabled={query === skipToken}
            />
          </>
        }
      >
        {body()}
      </Panel>
    </>
  );
}
