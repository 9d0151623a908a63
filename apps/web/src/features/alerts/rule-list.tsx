'use client';

import type { AlertRule } from '@cashbeat/shared-types';
import { BellOffIcon, Pill, Row, Rows, TrashIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { When } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { SeverityPill } from './alert-pills';
import { RuleSwitch } from './rule-switch';
import { useAlertWords } from './use-alert-words';

export interface RuleListProps {
  rules: readonly AlertRule[];
  /** Left out for those who may only look. */
  onRemove?: (rule: AlertRule) => void;
}

export function RuleList({ rules, onRemove }: RuleListProps) {
  return (
    <Rows>
      {rules.map((rule) => (
        <RuleRow key={rule.id} rule={rule} onRemove={onRemove} />
      ))}
    </Rows>
  );
}

function RuleRow({ rule, onRemove }: { rule: AlertRule } & Pick<RuleListProps, 'onRemove'>) {
  const { sentence } = useAlertWords();
  return (
    <Row
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', md: 'minmax(0, 1fr) 220px auto' },
        alignItems: 'center',
        columnGap: 4,
        rowGap: 2,
        px: 4,
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, rowGap: 1 }}
        >
          <Link
            component={ShellLink}
            href={`/alerts/rules/${rule.id}`}
            underline="hover"
            sx={{ color: 'text.primary', fontWeight: 600, overflowWrap: 'anywhere' }}
          >
            {rule.name}
          </Link>
          <SeverityPill severity={rule.severity} />
        </Box>
        <Typography
          variant="body2"
          color="textSecondary"
          sx={{ overflowWrap: 'anywhere', opacity: rule.enabled ? 1 : 0.8 }}
        >
          When {sentence(rule)}.
        </Typography>
      </Box>
      <Box
        sx={{
          gridRow: { xs: 2, md: 'auto' },
          gridColumn: { xs: '1 / -1', md: 'auto' },
          fontSize: '0.75rem',
          color: 'text.secondary',
        }}
      >
        <Standing rule={rule} />
        <Told rule={rule} writes={onRemove !== undefined} />
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <RuleSwitch rule={rule} disabled={onRemove === undefined} />
        {onRemove && (
          <IconButton aria-label={`Remove ${rule.name}…`} onClick={() => onRemove(rule)}>
            <TrashIcon />
          </IconButton>
        )}
      </Box>
    </Row>
  );
}

function Standing({ rule }: { rule: AlertRule }) {
  if (rule.firingAlertId !== null) {
    return (
      <Link component={ShellLink} href={`/alerts/${rule.firingAlertId}`} underline="none">
        <Pill tone="failure">Firing now</Pill>
      </Link>
    );
  }
  if (rule.lastRaisedAt === null) return <div>Never fired</div>;
  return (
    <div>
      Last fired <When instant={rule.lastRaisedAt} />
    </div>
  );
}

/** Who hears of it beside the dashboard; nobody does until somebody is chosen. */
function Told({ rule, writes }: { rule: AlertRule; writes: boolean }) {
  const { email, webhooks } = rule.channels;
  const parts = [
    email.length > 0 && `${email.length} by e-mail`,
    webhooks.length > 0 && `${webhooks.length} ${webhooks.length === 1 ? 'webhook' : 'webhooks'}`,
  ].filter(Boolean);
  if (parts.length > 0) return <div>Tells {parts.join(', ')}</div>;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5 }}>
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
        <BellOffIcon sx={{ fontSize: 14 }} />
        Tells only in the app
      </Box>
      {writes && (
        <Link
          component={ShellLink}
          href={`/alerts/rules/${rule.id}#tell`}
          aria-label={`Add recipients to ${rule.name}`}
        >
          Add recipients
        </Link>
      )}
    </Box>
  );
}
