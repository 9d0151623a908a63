'use client';

import type { NotificationPreference, NotificationPreferences } from '@cashbeat/shared-types';
import { Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Switch from '@mui/material/Switch';
import { enqueueSnackbar } from 'notistack';
import { useEffect, useRef } from 'react';
import { LinesSkeleton, Loaded } from '@/features/settings/loaded';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { type Column, SettingsTable } from '@/features/settings/settings-table';
import { describeFailure } from '@/store/request-failure';
import { usePermission } from '@/store/session/use-permission';
import { TYPE_LOOKS } from './notification-style';
import {
  useChangeNotificationPreferenceMutation,
  useGetNotificationPreferencesQuery,
} from './notifications-api';

const EXPLAINED: Record<NotificationPreference['type'], string> = {
  payment_received: 'A payment of a customer arrived.',
  payment_refunded: 'Something of such a payment was given back.',
  payment_overdue: 'The due date of an open charge has passed.',
  customer_added: 'Somebody recorded a customer.',
  import_finished: 'An import of customers was recorded.',
};

/** How the person wants to be told of what; each switch is saved at once. */
export function NotificationPreferencesPanel() {
  const allowed = usePermission('notifications:own');
  const query = useGetNotificationPreferencesQuery(undefined, { skip: !allowed });
  const place = useRef<HTMLDivElement>(null);
  // The page is drawn after the browser looked for the place that the address names.
  useEffect(() => {
    if (window.location.hash === '#notifications') place.current?.scrollIntoView?.();
  }, [allowed, query.isSuccess]);
  if (!allowed) return null;
  return (
    <Box id="notifications" ref={place} sx={{ scrollMarginTop: 16 }}>
      <Panel title="Notifications" flush>
        <Loaded
          query={query}
          what="your preferences"
          skeleton={<LinesSkeleton what="your preferences" lines={5} />}
        >
          {({ items }) => <Preferences items={items} />}
        </Loaded>
      </Panel>
    </Box>
  );
}

function Preferences({ items }: NotificationPreferences) {
  const columns: Column<NotificationPreference>[] = [
    {
      name: 'What happens',
      cell: ({ type }) => (
        <>
          <Box sx={{ fontWeight: 550 }}>{TYPE_LOOKS[type].plural}</Box>
          <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>{EXPLAINED[type]}</Box>
        </>
      ),
    },
    {
      name: 'In the app',
      width: 96,
      cell: (item) => <PreferenceSwitch item={item} way="inApp" />,
    },
    {
      name: 'Daily e-mail',
      width: 96,
      cell: (item) => <PreferenceSwitch item={item} way="email" />,
    },
  ];
  return (
    <SettingsTable
      label="Notifications"
      columns={columns}
      rows={items}
      keyOf={({ type }) => type}
    />
  );
}

const WAYS = { inApp: 'in the app', email: 'in the daily e-mail' } as const;

interface PreferenceSwitchProps {
  item: NotificationPreference;
  way: keyof typeof WAYS;
}

function PreferenceSwitch({ item, way }: PreferenceSwitchProps) {
  const [change] = useChangeNotificationPreferenceMutation();
  const turn = async (on: boolean) => {
    const { error } = await change({ ...item, [way]: on });
    if (!error) return;
    const why = refusalInWords(describeFailure(error));
    enqueueSnackbar(`The choice was not saved. ${why}`, { variant: 'error' });
  };
  return (
    <Switch
      checked={item[way]}
      onChange={(_, on) => void turn(on)}
      slotProps={{ input: { 'aria-label': `${TYPE_LOOKS[item.type].plural} ${WAYS[way]}` } }}
    />
  );
}
