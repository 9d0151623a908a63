import { SEVERITIES } from './alert-types';

export const SHOWN_STATES = [
  'open',
  'firing',
  'acknowledged',
  'snoozed',
  'resolved',
  'all',
] as const;

/** Which alerts the centre shows, as its address says it. */
export interface AlertFilters {
  state: (typeof SHOWN_STATES)[number];
  severity?: (typeof SEVERITIES)[number];
  ruleId?: string;
}

const RULE = /^[a-z0-9_]{1,64}$/i;

export function readFilters(query: URLSearchParams): AlertFilters {
  const rule = query.get('rule');
  return {
    state: SHOWN_STATES.find((state) => state === query.get('state')) ?? 'open',
    severity: SEVERITIES.find((severity) => severity === query.get('severity')),
    ruleId: rule !== null && RULE.test(rule) ? rule : undefined,
  };
}

export function writeFilters(query: URLSearchParams, filters: AlertFilters): URLSearchParams {
  const next = new URLSearchParams(query);
  const put = (name: string, value: string | undefined) =>
    value === undefined ? next.delete(name) : next.set(name, value);
  put('state', filters.state === 'open' ? undefined : filters.state);
  put('severity', filters.severity);
  put('rule', filters.ruleId);
  return next;
}

export const NO_FILTERS: AlertFilters = {
  state: 'all',
  severity: undefined,
  ruleId: undefined,
};

export function isFiltered({ severity, ruleId }: AlertFilters): boolean {
  return severity !== undefined || ruleId !== undefined;
}

const OPEN = ['firing', 'acknowledged', 'snoozed'];

/** Parameters of the API, which shows all of them unless told otherwise. */
export function filterParams({ state, severity, ruleId }: AlertFilters) {
  const states = state === 'open' ? OPEN : state === 'all' ? undefined : state;
  return { state: states, severity, rule: ruleId };
}
