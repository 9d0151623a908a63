'use client';

import { Segmented } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ChangeAddress } from '@/features/filters/use-address-filters';
import { type NotificationFilters, withType } from './notification-filters';
import { TYPE_LOOKS } from './notification-style';
import { type NotificationState, type NotificationType, TYPES } from './notification-types';
import { atMost, useUnread } from './use-unread';

export interface NotificationFilterBarProps {
  filters: NotificationFilters;
  onChange: ChangeAddress<NotificationFilters>;
}

export function NotificationFilterBar({ filters, onChange }: NotificationFilterBarProps) {
  const { state, types } = filters;
  const unread = useUnread() ?? 0;
  const options: { value: NotificationState; label: string }[] = [
    { value: 'inbox', label: 'Inbox' },
    { value: 'unread', label: unread > 0 ? `Unread (${atMost(unread)})` : 'Unread' },
    { value: 'archived', label: 'Archived' },
  ];
  return (
    <Box
      component="search"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 3, rowGap: 2 }}
    >
      <Box
        sx={{
          width: { xs: '100%', sm: 'auto' },
          '& > [role=group]': { display: { xs: 'flex', sm: 'inline-flex' } },
          '& button': { flexGrow: 1 },
        }}
      >
        <Segmented
          label="Which notifications"
          value={state}
          options={options}
          onChange={(chosen) => onChange({ state: chosen })}
        />
      </Box>
      <Box
        role="group"
        aria-label="Types"
        sx={{
          display: { xs: 'grid', sm: 'flex' },
          gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
          width: { xs: '100%', sm: 'auto' },
          gap: 2,
        }}
      >
        {TYPES.map((type) => (
          <TypeButton
            key={type}
            type={type}
            chosen={types?.includes(type) ?? false}
            onClick={() => onChange({ types: withType(types, type) })}
          />
        ))}
      </Box>
    </Box>
  );
}

interface TypeButtonProps {
  type: NotificationType;
  chosen: boolean;
  onClick: () => void;
}

function TypeButton({ type, chosen, onClick }: TypeButtonProps) {
  const { Icon, plural, tone } = TYPE_LOOKS[type];
  return (
    <ButtonBase
      aria-pressed={chosen}
      onClick={onClick}
      sx={{
        gap: 1.5,
        px: 2.5,
        height: 'var(--cb-density-control)',
        fontSize: '0.8125rem',
        fontWeight: 550,
        color: chosen ? 'text.primary' : 'text.secondary',
        bgcolor: chosen ? 'tone.brand.tint' : 'background.paper',
        border: 1,
        borderColor: chosen ? 'primary.main' : 'surface.borderStrong',
        borderRadius: 2,
        '&:hover': { bgcolor: chosen ? 'tone.brand.tint' : 'surface.sunken' },
        '& svg': { fontSize: 16, color: `tone.${tone}.main` },
      }}
    >
      <Icon />
      {plural}
    </ButtonBase>
  );
}
