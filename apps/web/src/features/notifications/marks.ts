import type { MarkNotifications, Notification } from '@cashbeat/shared-types';
import type { NotificationState } from './notification-types';

/** Marks as the API takes them: of those named, or with `all` of every one up to a moment. */
export type Mark = MarkNotifications;

export function isUnread({ read, archived }: Pick<Notification, 'read' | 'archived'>): boolean {
  return !read && !archived;
}

export function belongsTo(state: NotificationState, told: Notification): boolean {
  if (state === 'archived') return told.archived;
  return state === 'unread' ? isUnread(told) : !told.archived;
}

/** A notification as it is once it is marked; what is put away is read. */
export function marked(told: Notification, mark: Mark): Notification {
  if (!concerns(mark, told)) return told;
  return {
    ...told,
    read: mark.archived ? true : (mark.read ?? told.read),
    archived: mark.archived ?? told.archived,
  };
}

/** Whether it is otherwise once it is marked. */
export function changes(mark: Mark, told: Notification): boolean {
  const { read, archived } = marked(told, mark);
  return read !== told.read || archived !== told.archived;
}

function concerns({ ids, all, until }: Mark, { id, at, archived }: Notification): boolean {
  if (!all) return ids?.includes(id) ?? false;
  return !archived && (!until || Date.parse(at) <= Date.parse(until));
}

/**
 * How many are unread once they are marked, as far as that can be said from those `known` here;
 * the API's answer follows.
 */
export function unreadAfter(unread: number, known: readonly Notification[], mark: Mark): number {
  const after = known.map((told) => marked(told, mark));
  // Whatever is older than what is shown is read as well.
  if (mark.all && (mark.read || mark.archived)) return after.filter(isUnread).length;
  const change = after.filter(isUnread).length - known.filter(isUnread).length;
  return Math.max(0, unread + change);
}
