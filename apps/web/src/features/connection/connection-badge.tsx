'use client';

import type { SystemStatus } from '@cashbeat/shared-types';
import { HintButton, type Tone, toneColours } from '@cashbeat/ui';
import { formatAge } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import { useGetSystemStatusQuery } from '@/features/organisation/organisation-api';
import { type ConnectionState, selectConnection } from '@/store/connection/connection-slice';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { reconnectRequested } from '@/store/realtime/realtime-middleware';

interface Badge {
  state: 'connecting' | 'live' | 'reconnecting' | 'offline' | 'degraded';
  tone: Tone;
  text: string;
  explanation: string;
}

/** A lag that people begin to notice. */
const NOTABLE_LAG = 5_000;

/** How current the page is, always in sight. Pressed while the connection is lost, it tries again. */
export function ConnectionBadge() {
  const connection = useAppSelector(selectConnection);
  const { data: status } = useGetSystemStatusQuery(undefined, {
    pollingInterval: 15_000,
    skipPollingIfUnfocused: true,
  });
  const dispatch = useAppDispatch();
  const now = useSecond(connection.lostAt !== null);
  const badge = badgeOf(connection, status, now);

  return (
    <HintButton
      hint={badge.explanation}
      data-testid="connection-badge"
      data-state={badge.state}
      onClick={() => badge.state !== 'live' && dispatch(reconnectRequested())}
      sx={{
        ...toneColours(badge.tone),
        borderRadius: 999,
        px: 2.5,
        height: 26,
        gap: 1.5,
        fontSize: '0.75rem',
        fontWeight: 600,
        whiteSpace: 'nowrap',
      }}
    >
      <Box
        component="span"
        aria-hidden
        sx={{
          width: 8,
          height: 8,
          borderRadius: 999,
          ...(badge.state === 'live'
            ? { bgcolor: 'currentColor' }
            : { border: '2px solid currentColor' }),
          ...(badge.state === 'reconnecting' && {
            animation: 'cb-pulse 1.4s ease-in-out infinite',
            '@keyframes cb-pulse': { '50%': { opacity: 0.25 } },
            '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
          }),
        }}
      />
      <span role="status">{badge.text}</span>
    </HintButton>
  );
}

export function badgeOf(
  { status, lostAt, catchingUp, attempts }: ConnectionState,
  system: SystemStatus | undefined,
  now: number,
): Badge {
  const since = lostAt === null ? '' : ` Last live ${formatAge(now - lostAt)}.`;
  switch (status) {
    case 'connecting':
      return badge('connecting', 'pending', 'Connecting', 'Opening the live connection.');
    case 'offline':
      return badge('offline', 'failure', 'Offline', `This device has no network.${since}`);
    case 'reconnecting':
      return badge(
        'reconnecting',
        'warning',
        'Reconnecting',
        `The live connection is lost; figures may be out of date.${since}${
          attempts > 1 ? ` ${attempts} attempts so far.` : ''
        } Press to try now. Nothing is lost: missed events follow in order.`,
      );
    case 'live':
      return troubleOf(system) ?? liveBadge(catchingUp);
  }
}

function liveBadge(catchingUp: boolean): Badge {
  return catchingUp
    ? badge('live', 'success', 'Live', 'Connected; fetching what was missed.')
    : badge('live', 'success', 'Live', 'Payments appear here as they happen.');
}

function troubleOf(system: SystemStatus | undefined): Badge | undefined {
  if (!system || system.status === 'ok') return undefined;
  const { projector, redis, mongo } = system;
  const causes = [
    mongo === 'down' && 'The database does not answer.',
    redis === 'down' && 'Redis does not answer: live updates may be late.',
    projector.state === 'absent' && 'No worker runs: figures stand still until one does.',
    projector.state === 'rebuilding' && 'Figures are being rebuilt.',
    (projector.lagMs ?? 0) > NOTABLE_LAG &&
      `Figures are ${Math.round((projector.lagMs ?? 0) / 1000)} s behind the payments.`,
    projector.quarantined > 0 && `${projector.quarantined} damaged records are set aside.`,
  ].filter((cause) => cause !== false);
  return badge(
    'degraded',
    'warning',
    'Degraded',
    causes.join(' ') || 'A part of the system is in trouble.',
  );
}

function badge(state: Badge['state'], tone: Tone, text: string, explanation: string): Badge {
  return { state, tone, text, explanation };
}

function useSecond(active: boolean): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!active) return undefined;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [active]);
  return now;
}
