import type {
  MarkedNotifications,
  Notification,
  NotificationPage,
  NotificationPreference,
  NotificationPreferences,
} from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import type { AppDispatch, RootState } from '@/store/store';
import { belongsTo, changes, type Mark, marked, unreadAfter } from './marks';
import type { NotificationFilters } from './notification-filters';

const PAGE = 50;
/** Those among which what is new is looked for; more at once are not told one by one. */
export const NEWEST = 30;

/** Marks that the API has not answered yet. */
const pending = new Set<Mark>();

export const notificationsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listNotifications: build.infiniteQuery<NotificationPage, NotificationFilters, string | null>({
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      },
      query: ({ queryArg: { state, types }, pageParam }) => ({
        path: '/notifications',
        params: { state, type: types, limit: PAGE, cursor: pageParam ?? undefined },
      }),
      providesTags: about('Notification'),
      async onQueryStarted(_filters, { dispatch, queryFulfilled }) {
        const pages = await queryFulfilled.then(
          ({ data }) => data.pages,
          () => [],
        );
        const newest = pages.at(-1);
        if (newest) dispatch(counted(newest.unread));
        dispatch(pendingMarked());
      },
    }),
    /** The badge, and what toasts tell of: asked for anew whenever anything changed. */
    getNewestNotifications: build.query<NotificationPage, void>({
      query: () => ({ path: '/notifications', params: { limit: NEWEST } }),
      providesTags: about('Notification'),
      async onQueryStarted(_nothing, { dispatch, queryFulfilled }) {
        await queryFulfilled.catch(() => undefined);
        dispatch(pendingMarked());
      },
    }),
    markNotifications: build.mutation<MarkedNotifications, Mark>({
      query: (body) => ({ path: '/notifications/mark', method: 'POST', body }),
      async onQueryStarted(mark, { dispatch, queryFulfilled }) {
        const shown = dispatch(markedHere(mark));
        pending.add(mark);
        const answer = await queryFulfilled.catch(() => undefined);
        pending.delete(mark);
        if (!answer) {
          shown.undo();
          return;
        }
        dispatch(counted(answer.data.unread));
        dispatch(pendingMarked());
      },
      // A refusal may mean that it is otherwise by now.
      invalidatesTags: ['Notification'],
    }),
    getNotificationPreferences: build.query<NotificationPreferences, void>({
      query: () => ({ path: '/notifications/preferences' }),
      providesTags: about('NotificationPreference'),
    }),
    changeNotificationPreference: build.mutation<NotificationPreferences, NotificationPreference>({
      query: (changed) => ({
        path: '/notifications/preferences',
        method: 'PATCH',
        body: { items: [changed] },
      }),
      async onQueryStarted(changed, { dispatch, queryFulfilled }) {
        const shown = dispatch(preferred(changed));
        await queryFulfilled.catch(shown.undo);
      },
      invalidatesTags: ['NotificationPreference'],
    }),
  }),
});

export const {
  useListNotificationsInfiniteQuery,
  useGetNewestNotificationsQuery,
  useMarkNotificationsMutation,
  useGetNotificationPreferencesQuery,
  useChangeNotificationPreferenceMutation,
} = notificationsApi;

const { updateQueryData, selectInvalidatedBy } = notificationsApi.util;

/** The badge says what the newest answer says, whichever list it came with. */
function counted(unread: number) {
  return updateQueryData('getNewestNotifications', undefined, (page) => {
    page.unread = unread;
  });
}

function preferred(changed: NotificationPreference) {
  return updateQueryData('getNotificationPreferences', undefined, ({ items }) => {
    const place = items.findIndex(({ type }) => type === changed.type);
    if (place >= 0) items[place] = changed;
  });
}

/** Marks everything that is shown of notifications here, before the API answers. */
function markedHere(mark: Mark) {
  return (dispatch: AppDispatch, getState: () => RootState) => {
    const known = new Map<string, Notification>();
    // Of several copies the one that the mark changes: an older answer brought it.
    const note = (page: NotificationPage) => {
      for (const told of page.items) {
        if (!known.has(told.id) || changes(mark, told)) known.set(told.id, told);
      }
    };
    const lists = selectInvalidatedBy(getState(), ['Notification']).flatMap(
      ({ endpointName, originalArgs }) =>
        endpointName === 'listNotifications' ? [originalArgs as NotificationFilters] : [],
    );
    const { select } = notificationsApi.endpoints.getNewestNotifications;
    const newest = select()(getState()).data;
    if (newest) note(newest);
    for (const filters of lists) {
      const list = notificationsApi.endpoints.listNotifications.select(filters)(getState());
      list.data?.pages.forEach(note);
    }
    const patches = lists.map((filters) =>
      dispatch(
        updateQueryData('listNotifications', filters, ({ pages }) => {
          for (const page of pages) {
            page.items = page.items
              .map((told) => marked(told, mark))
              .filter((told) => belongsTo(filters.state, told));
          }
        }),
      ),
    );
    patches.push(
      dispatch(
        updateQueryData('getNewestNotifications', undefined, (page) => {
          page.unread = unreadAfter(page.unread, [...known.values()], mark);
          page.items = page.items
            .map((told) => marked(told, mark))
            .filter((told) => belongsTo('inbox', told));
        }),
      ),
    );
    return { undo: () => patches.forEach(({ undo }) => undo()) };
  };
}

/** An answer may be older than marks that are on their way: they stay in sight. */
function pendingMarked() {
  return (dispatch: AppDispatch) => {
    for (const mark of pending) dispatch(markedHere(mark));
  };
}
