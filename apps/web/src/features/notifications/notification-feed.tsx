'use client';

import type { Notification } from '@cashbeat/shared-types';
import { EmptyState, Row, Rows } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useNear } from '@/features/breakdowns/use-near';
import { ListFailed, ListOutdated, NoMatch } from '@/features/filters/list-states';
import { useNow } from '@/features/settings/use-now';
import { useZone } from '@/features/settings/when';
import { useFormats } from '@/store/session/use-formats';
import { dayGroups } from './day-groups';
import { useReading } from './news-board';
import type { NotificationFilters } from './notification-filters';
import { INSET, NotificationRow } from './notification-row';
import type { NotificationState } from './notification-types';
import type { NotificationListState } from './use-notification-list';

export interface NotificationFeedProps {
  list: NotificationListState;
  filters: NotificationFilters;
  onChange: (change: Partial<NotificationFilters>) => void;
  onFollow?: () => void;
}

/** Notifications by the day, or why there are none. */
export function NotificationFeed({ list, filters, onChange, onFollow }: NotificationFeedProps) {
  const { items, error, busy, retry } = list;
  const { state, types } = filters;
  useReading(state !== 'archived' && types === undefined);
  if (!items) {
    return error ? <ListFailed error={error} retrying={busy} onRetry={retry} /> : <FeedSkeleton />;
  }
  return (
    <>
      {error !== undefined && (
        <Box sx={{ px: 4, pt: 3 }}>
          <ListOutdated error={error} onRetry={retry} />
        </Box>
      )}
      {items.length > 0 ? (
        <Days items={items} state={state} onFollow={onFollow} />
      ) : types && !list.more ? (
        <NoMatch noun="notification" onClear={() => onChange({ types: undefined })} />
      ) : (
        !list.more && <Nothing state={state} onInbox={() => onChange({ state: 'inbox' })} />
      )}
      {list.more && <Older list={list} />}
    </>
  );
}

interface DaysProps {
  items: readonly Notification[];
  state: NotificationState;
  onFollow?: () => void;
}

function Days({ items, state, onFollow }: DaysProps) {
  const zone = useZone();
  const formats = useFormats();
  const now = useNow();
  const groups = useMemo(() => dayGroups(items, zone, now, formats), [items, zone, now, formats]);
  return (
    <Box data-notifications={state}>
      {groups.map(({ day, name, items: some }) => (
        <section key={day} aria-label={name}>
          <DayHeading>{name}</DayHeading>
          <Rows>
            {some.map((told) => (
              <NotificationRow key={told.id} told={told} state={state} onFollow={onFollow} />
            ))}
          </Rows>
        </section>
      ))}
    </Box>
  );
}

function DayHeading({ children }: { children: ReactNode }) {
  return (
    <Typography
      component="h3"
      variant="caption"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 1,
        px: INSET,
        py: 1.5,
        fontWeight: 600,
        color: 'text.secondary',
        bgcolor: 'surface.sunken',
        borderBottom: 1,
        borderColor: 'divider',
        'section + section > &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      {children}
    </Typography>
  );
}

/** Fetches what is older as soon as its place comes into sight. */
function Older({ list: { busy, error, loadingMore, loadMore } }: { list: NotificationListState }) {
  const [place, { near }] = useNear<HTMLDivElement>();
  const wanted = near && !busy && error === undefined;
  useEffect(() => {
    if (wanted) loadMore();
  }, [wanted, loadMore]);
  return (
    <Box ref={place} sx={{ display: 'grid', placeItems: 'center', p: 4 }}>
      <Button variant="outlined" loading={loadingMore} onClick={loadMore}>
        Show older
      </Button>
    </Box>
  );
}

function Nothing({ state, onInbox }: { state: NotificationState; onInbox: () => void }) {
  if (state === 'inbox') {
    return (
      <EmptyState title="Nothing to tell yet">
        Payments of customers, overdue charges and new customers appear here as they happen.
      </EmptyState>
    );
  }
  return (
    <EmptyState title={state === 'unread' ? 'All read' : 'Nothing is archived'}>
      <Box sx={{ mb: 3 }}>
        {state === 'unread'
          ? 'What happens next appears here.'
          : 'What you put away stands here, until something joins it.'}
      </Box>
      <Button variant="outlined" onClick={onInbox}>
        Show the inbox
      </Button>
    </EmptyState>
  );
}

const LINES = ['70%', '55%', '82%', '60%', '75%', '48%'];

function FeedSkeleton() {
  return (
    <Box role="status" aria-label="Loading notifications">
      <DayHeading>
        <Skeleton width={64} />
      </DayHeading>
      <Rows aria-hidden>
        {LINES.map((width) => (
          <Row key={width} sx={{ display: 'flex', gap: 3, pl: INSET, pr: 3 }}>
            <Skeleton variant="circular" width={32} height={32} sx={{ flexShrink: 0 }} />
            <Box sx={{ flex: 1 }}>
              <Skeleton width={width} height={20} />
              <Skeleton width={120} height={18} sx={{ mt: 0.5 }} />
            </Box>
          </Row>
        ))}
      </Rows>
    </Box>
  );
}
