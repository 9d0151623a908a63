'use client';

import type { AlertRule } from '@cashbeat/shared-types';
import Switch from '@mui/material/Switch';
import { enqueueSnackbar } from 'notistack';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { useChangeRuleMutation } from './rules-api';

/** Whether a rule is evaluated. */
export function RuleSwitch({ rule, disabled }: { rule: AlertRule; disabled: boolean }) {
  const [change, { isLoading }] = useChangeRuleMutation();
  const turn = async (enabled: boolean) => {
    const { error } = await change({ id: rule.id, change: { version: rule.version, enabled } });
    if (error) enqueueSnackbar(ruleRefusal(error), { variant: 'error' });
    else enqueueSnackbar(`${rule.name} is ${enabled ? 'on' : 'off'}`, { variant: 'success' });
  };
  return (
    <Switch
      checked={rule.enabled}
      disabled={disabled || isLoading}
      onChange={(_, enabled) => void turn(enabled)}
      slotProps={{ input: { 'aria-label': `${rule.name} is evaluated` } }}
    />
  );
}

/** Why a rule was not changed. */
export function ruleRefusal(error: unknown): string {
  const failure = describeFailure(error);
  if (failure.code === 'alert_rule_changed') {
    return 'Somebody changed this rule meanwhile. It is shown now as it stands.';
  }
  return refusalInWords(failure);
}
