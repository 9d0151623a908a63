'use client';

import type { Alert } from '@cashbeat/shared-types';
import { Row, toneDisc } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNow } from '@/features/settings/use-now';
import { When } from '@/features/settings/when';
import { Initials } from '@/features/shell/initials';
import { ShellLink } from '@/features/shell/shell-link';
import { usePermission } from '@/store/session/use-permission';
import { StatePill } from './alert-pills';
import { SEVERITY_LOOKS } from './alert-style';
import { formatDuration } from './alert-words';
import { useAlertStep } from './use-alert-step';
import { useAlertWords } from './use-alert-words';

/** One alert of the centre: what was found, since when, and who has it. */
export function AlertRow({ alert }: { alert: Alert }) {
  const { headline, finding } = useAlertWords();
  const now = useNow();
  const { step, busy } = useAlertStep(alert);
  const handles = usePermission('alerts:handle');
  const lasted =
    Date.parse(alert.endedAt ?? new Date(now).toISOString()) - Date.parse(alert.startedAt);
  return (
    <Row
      data-alert={alert.id}
      sx={{
        position: 'relative',
        display: 'grid',
        gridTemplateColumns: { xs: 'auto minmax(0, 1fr)', sm: 'auto minmax(0, 1fr) auto' },
        alignItems: 'start',
        columnGap: 3,
        rowGap: 2,
        px: 4,
        '&:hover': { bgcolor: 'surface.sunken' },
      }}
    >
      <SeverityMark severity={alert.severity} />
      <Box sx={{ minWidth: 0 }}>
        <Box
          component={ShellLink}
          href={`/alerts/${alert.id}`}
          sx={{
            color: 'text.primary',
            fontSize: '0.875rem',
            fontWeight: 600,
            textDecoration: 'none',
            overflowWrap: 'anywhere',
            '&:hover': { textDecoration: 'underline' },
            // The whole row is the link; what stands on it is reached all the same.
            '&::after': { content: '""', position: 'absolute', inset: 0 },
          }}
        >
          {headline(alert)}
        </Box>
        <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
          {capitalised(finding(alert))} · {alert.rule.name}
        </Box>
        <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', mt: 0.5 }}>
          Raised <When instant={alert.raisedAt} />
          {' · '}
          {alert.endedAt
            ? `lasted ${formatDuration(lasted)}`
            : `stands for ${formatDuration(lasted)}`}
          {alert.state === 'snoozed' && alert.snoozedUntil && (
            <>
              {' · '}snoozed until <When instant={alert.snoozedUntil} as="time" />
            </>
          )}
        </Box>
      </Box>
      <Box
        sx={{
          position: 'relative',
          gridColumn: { xs: 2, sm: 'auto' },
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          justifyContent: { sm: 'flex-end' },
          gap: 2,
          // The link of the row lies above what is no control.
          pointerEvents: 'none',
          '& button': { pointerEvents: 'auto' },
        }}
      >
        {alert.assignee && (
          <Box
            sx={{ display: 'flex', alignItems: 'center', gap: 1.5, fontSize: '0.8125rem' }}
            title={`Assigned to ${alert.assignee.name}`}
          >
            <Initials name={alert.assignee.name} round />
            <Box component="span" sx={{ display: { xs: 'none', lg: 'inline' } }}>
              {alert.assignee.name}
            </Box>
          </Box>
        )}
        <StatePill state={alert.state} />
        {handles && alert.state === 'firing' && (
          <Button
            variant="outlined"
            loading={busy}
            aria-label={`Acknowledge ${headline(alert)}`}
            onClick={() => void step({ kind: 'acknowledge' })}
          >
            Acknowledge
          </Button>
        )}
      </Box>
    </Row>
  );
}

function SeverityMark({ severity }: Pick<Alert, 'severity'>) {
  const { tone, text, Icon } = SEVERITY_LOOKS[severity];
  return (
    <Box role="img" aria-label={text} title={text} sx={toneDisc(tone)}>
      <Icon />
    </Box>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
