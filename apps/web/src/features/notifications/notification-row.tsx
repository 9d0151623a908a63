'use client';

import type { Notification } from '@cashbeat/shared-types';
import {
  ArchiveIcon,
  CheckIcon,
  MailIcon,
  Row,
  SPOKEN_ONLY,
  toneDisc,
  UnarchiveIcon,
} from '@cashbeat/ui';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { useZone } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { belongsTo, isUnread, marked } from './marks';
import { TYPE_LOOKS } from './notification-style';
import { targetOf } from './notification-target';
import type { NotificationState } from './notification-types';
import { notificationWords } from './notification-words';
import { useMarks } from './use-marks';

export interface NotificationRowProps {
  told: Notification;
  /** Of the list that the row stands in. */
  state: NotificationState;
  /** It was followed to what it tells of. */
  onFollow?: () => void;
}

/** As far from the edge as the title above. */
export const INSET = 'var(--notification-inset, 16px)';

/** One notification: what happened and when, a way there, and what can be done with it. */
export const NotificationRow = memo(function NotificationRow(props: NotificationRowProps) {
  const { told, state, onFollow } = props;
  const formats = useFormats();
  const { setRead } = useMarks();
  const { Icon, text, tone } = TYPE_LOOKS[told.type];
  const unread = isUnread(told);
  const words = notificationWords(told, formats);
  const follow = () => {
    if (unread) void setRead(told, true);
    onFollow?.();
  };
  return (
    <Row
      data-notification={told.id}
      data-unread={unread}
      sx={{
        position: 'relative',
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr) auto',
        alignItems: 'start',
        columnGap: 3,
        pl: INSET,
        pr: { xs: 2, sm: 3 },
        '&:hover': { bgcolor: 'surface.sunken' },
      }}
    >
      <Box aria-hidden sx={{ position: 'relative' }}>
        <Box sx={{ ...toneDisc(tone), opacity: unread ? 1 : 0.7 }}>
          <Icon />
        </Box>
        {unread && <UnreadDot />}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box
          component={ShellLink}
          href={targetOf(told)}
          onClick={follow}
          sx={{
            color: unread ? 'text.primary' : 'text.secondary',
            fontSize: '0.875rem',
            lineHeight: 1.45,
            fontWeight: unread ? 600 : 450,
            textDecoration: 'none',
            overflowWrap: 'anywhere',
            '&:hover': { textDecoration: 'underline' },
            // The whole row is the link; what stands on it is reached all the same.
            '&::after': { content: '""', position: 'absolute', inset: 0 },
            '&:focus-visible': { outline: 'none' },
            '&:focus-visible::after': {
              outline: '2px solid var(--cb-palette-primary-main)',
              outlineOffset: '-2px',
            },
          }}
        >
          {unread && (
            <Box component="span" sx={SPOKEN_ONLY}>
              Unread:{' '}
            </Box>
          )}
          {words}
        </Box>
        <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', mt: 0.5 }}>
          {text} · <Moment told={told} />
        </Box>
      </Box>
      <Deeds told={told} state={state} words={words} />
    </Row>
  );
});

function UnreadDot() {
  return (
    <Box
      sx={{
        position: 'absolute',
        left: -2,
        top: -2,
        width: 12,
        height: 12,
        borderRadius: 999,
        border: 2,
        borderColor: 'background.paper',
        bgcolor: 'primary.main',
        'li:hover &': { borderColor: 'surface.sunken' },
      }}
    />
  );
}

/** When it happened, below a heading that names the day; from the first to the last of several. */
function Moment({ told: { at, firstAt } }: Pick<NotificationRowProps, 'told'>) {
  const { formatHourOfDay, formatDateTime, formatDay } = useFormats();
  const zone = useZone();
  const sameDay = formatDay(firstAt, zone) === formatDay(at, zone);
  const first = formatHourOfDay(firstAt, zone);
  const last = formatHourOfDay(at, zone);
  return (
    <Box
      component="time"
      dateTime={at}
      title={`${formatDateTime(at, zone)}, ${zone.replaceAll('_', ' ')}`}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {sameDay && first !== last ? `${first} – ${last}` : last}
    </Box>
  );
}

function Deeds({ told, state, words }: Omit<NotificationRowProps, 'onFollow'> & { words: string }) {
  const { setRead, archive, restore } = useMarks();
  const { archived, read } = told;
  /** What leaves the list takes the focus with it, unless a neighbour takes it up. */
  const leaving = (mark: { read?: boolean; archived?: boolean }, run: () => unknown) => {
    return ({ currentTarget }: MouseEvent<HTMLElement>) => {
      const after = marked(told, { ids: [told.id], ...mark });
      if (!belongsTo(state, after)) focusNeighbour(currentTarget.closest('li'));
      void run();
    };
  };
  return (
    <Box sx={{ position: 'relative', display: 'flex', my: -0.5 }}>
      {archived ? (
        <Deed
          name="Back to the inbox"
          of={words}
          onClick={leaving({ archived: false }, () => restore(told))}
        >
          <UnarchiveIcon />
        </Deed>
      ) : (
        <>
          <Deed
            name={read ? 'Mark as unread' : 'Mark as read'}
            of={words}
            onClick={leaving({ read: !read }, () => setRead(told, !read))}
          >
            {read ? <MailIcon /> : <CheckIcon />}
          </Deed>
          <Deed
            name="Archive"
            of={words}
            onClick={leaving({ archived: true }, () => archive(told))}
          >
            <ArchiveIcon />
          </Deed>
        </>
      )}
    </Box>
  );
}

interface DeedProps {
  name: string;
  /** What it is done with. */
  of: string;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  children: ReactNode;
}

function Deed({ name, of, onClick, children }: DeedProps) {
  return (
    <IconButton title={name} aria-label={`${name}: ${of}`} onClick={onClick}>
      {children}
    </IconButton>
  );
}

function focusNeighbour(row: HTMLElement | null): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-notification]')].filter(
    (each) => each.closest('[data-notifications]') === row?.closest('[data-notifications]'),
  );
  const place = rows.indexOf(row!);
  (rows[place + 1] ?? rows[place - 1])?.querySelector('a')?.focus();
}
