'use client';

import type { AlertDetails } from '@cashbeat/shared-types';
import { Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Fact, Facts } from '@/features/settings/facts';
import { useNow } from '@/features/settings/use-now';
import { When } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { AlertActions } from './alert-actions';
import { SeverityPill, StatePill } from './alert-pills';
import { formatDuration } from './alert-words';
import { useAlertWords } from './use-alert-words';

/** The value and its threshold in words, what may be done, and the facts. */
export function AlertOverview({ alert }: { alert: AlertDetails }) {
  const { headline, finding, sentence } = useAlertWords();
  return (
    <Panel
      title={alert.rule.name}
      note={
        <>
          <SeverityPill severity={alert.severity} />
          <StatePill state={alert.state} />
        </>
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 4 }}>
        <Box>
          <Typography variant="figure" component="p" sx={{ overflowWrap: 'anywhere' }}>
            {headline(alert)}
          </Typography>
          <Typography color="textSecondary">{finding(alert)}</Typography>
        </Box>
        <AlertActions key={alert.version} alert={alert} />
        <AlertFacts alert={alert} />
        <Typography variant="body2" color="textSecondary">
          The rule speaks up when {sentence(alert.rule)}.{' '}
          <Link component={ShellLink} href={`/alerts/rules/${alert.ruleId}`}>
            See the rule
          </Link>
        </Typography>
      </Box>
    </Panel>
  );
}

function AlertFacts({ alert }: { alert: AlertDetails }) {
  const { figure } = useAlertWords();
  const now = useNow();
  const end = alert.endedAt === null ? now : Date.parse(alert.endedAt);
  const lasted = formatDuration(end - Date.parse(alert.startedAt));
  return (
    <Facts>
      <Fact name="Began">
        <When instant={alert.startedAt} as="time" />
      </Fact>
      <Fact name="Raised">
        <When instant={alert.raisedAt} as="time" />
      </Fact>
      {alert.endedAt === null ? (
        <Fact name="Stands for">{lasted}</Fact>
      ) : (
        <Fact name="Ended">
          <When instant={alert.endedAt} as="time" />, after {lasted}
        </Fact>
      )}
      <Fact name="At worst">{figure(alert.worstValue, alert.rule)}</Fact>
      {alert.endedAt === null && (
        <Fact name="Now">
          {alert.lastValue === null
            ? 'Too few payments to tell'
            : figure(alert.lastValue, alert.rule)}
        </Fact>
      )}
      <Fact name="Assigned to">{alert.assignee?.name ?? 'Nobody'}</Fact>
      {alert.acknowledgedBy && <Fact name="Noticed by">{alert.acknowledgedBy.name}</Fact>}
      {alert.state === 'snoozed' && alert.snoozedUntil && (
        <Fact name="Snoozed until">
          <When instant={alert.snoozedUntil} as="time" />
        </Fact>
      )}
      {alert.resolvedAt && (
        <Fact name="Resolved">
          <When instant={alert.resolvedAt} as="time" />,{' '}
          {alert.resolvedBy ? `by ${alert.resolvedBy.name}` : 'by itself'}
        </Fact>
      )}
    </Facts>
  );
}
