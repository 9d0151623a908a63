import {
  type NotificationState,
  type NotificationType,
  SHOWN_STATES,
  TYPES,
} from './notification-types';

/** Which notifications are shown, as the address says it. */
export interface NotificationFilters {
  state: NotificationState;
  /** Any of these; in the order of `TYPES`, never empty. */
  types?: readonly NotificationType[];
}

export const NO_FILTERS: NotificationFilters = { state: 'inbox', types: undefined };

export function readFilters(query: URLSearchParams): NotificationFilters {
  const named = query.getAll('type');
  const types = TYPES.filter((type) => named.includes(type));
  return {
    state: SHOWN_STATES.find((state) => state === query.get('state')) ?? 'inbox',
    types: someOf(types),
  };
}

export function writeFilters(
  query: URLSearchParams,
  { state, types = [] }: NotificationFilters,
): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete('state');
  next.delete('type');
  if (state !== 'inbox') next.set('state', state);
  for (const type of types) next.append('type', type);
  return next;
}

/** With a type more, or without it; all of them narrow nothing. */
export function withType(
  types: readonly NotificationType[] | undefined,
  type: NotificationType,
): readonly NotificationType[] | undefined {
  return someOf(TYPES.filter((known) => (types?.includes(known) ?? false) !== (known === type)));
}

function someOf(types: readonly NotificationType[]): readonly NotificationType[] | undefined {
  return types.length > 0 && types.length < TYPES.length ? types : undefined;
}
