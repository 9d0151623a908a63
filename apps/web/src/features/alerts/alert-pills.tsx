import { Pill } from '@cashbeat/ui';
import { SEVERITY_LOOKS, STATE_LOOKS } from './alert-style';
import type { AlertSeverity, AlertState } from './alert-types';

export function SeverityPill({ severity }: { severity: AlertSeverity }) {
  const { tone, text, Icon } = SEVERITY_LOOKS[severity];
  return (
    <Pill tone={tone} icon={<Icon />}>
      {text}
    </Pill>
  );
}

export function StatePill({ state }: { state: AlertState }) {
  const { tone, text, Icon } = STATE_LOOKS[state];
  return (
    <Pill tone={tone} icon={<Icon />}>
      {text}
    </Pill>
  );
}
