import { addDays, parseIsoDate, startOfLocalDate } from '@cashbeat/utils';

/** What the log shows, as its address says it. */
export interface AuditFilters {
  /** Identifier of a person or an API key; `-` is the product itself. */
  actor?: string;
  action?: string;
  /** Identifier of the thing that was changed. */
  target?: string;
  firstDay?: string;
  lastDay?: string;
  /** Renewals of sessions, too: they come every few minutes and say little. */
  everything: boolean;
}

/** What happens by itself while somebody is signed in, and buries what people did. */
export const NOISE = 'session.refreshed';

const NAMES = {
  actor: 'actor',
  action: 'action',
  target: 'target',
  firstDay: 'from',
  lastDay: 'to',
} as const;
const EVERYTHING = 'all';

const ACTION = /^[a-z_]+\.[a-z_]+$/;

export function readAuditFilters(query: URLSearchParams): AuditFilters {
  const read = (name: keyof typeof NAMES) => query.get(NAMES[name])?.slice(0, 100) || undefined;
  const day = (text: string | undefined) => (text && parseIsoDate(text) ? text : undefined);
  const action = read('action');
  return {
    actor: read('actor'),
    action: action && ACTION.test(action) ? action : undefined,
    target: read('target'),
    firstDay: day(read('firstDay')),
    lastDay: day(read('lastDay')),
    everything: query.get(EVERYTHING) === '1',
  };
}

export function writeAuditFilters(query: URLSearchParams, filters: AuditFilters): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [field, name] of Object.entries(NAMES)) {
    const value = filters[field as keyof typeof NAMES];
    if (value) next.set(name, value);
    else next.delete(name);
  }
  if (filters.everything) next.set(EVERYTHING, '1');
  else next.delete(EVERYTHING);
  return next;
}

/** A change that removes every filter. */
export const NO_AUDIT_FILTERS: Omit<AuditFilters, 'everything'> = {
  actor: undefined,
  action: undefined,
  target: undefined,
  firstDay: undefined,
  lastDay: undefined,
};

export function countAuditFilters({ everything: _everything, ...filters }: AuditFilters): number {
  return Object.values(filters).filter(Boolean).length;
}

export function daysFault({ firstDay, lastDay }: AuditFilters): string | undefined {
  return firstDay && lastDay && firstDay > lastDay ? 'The first day is after the last.' : undefined;
}

/** Parameters of the API: whole local days become instants. */
export function auditParams(
  filters: AuditFilters,
  zone: string,
): Record<string, string | undefined> {
  const first = filters.firstDay ? parseIsoDate(filters.firstDay) : undefined;
  const last = filters.lastDay ? parseIsoDate(filters.lastDay) : undefined;
  return {
    actor: filters.actor,
    action: filters.action,
    target: filters.target,
    without: filters.everything || filters.action ? undefined : NOISE,
    from: first && new Date(startOfLocalDate(first, zone)).toISOString(),
    to: last && new Date(startOfLocalDate(addDays(last, 1), zone)).toISOString(),
  };
}
