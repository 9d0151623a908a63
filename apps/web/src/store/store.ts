import { combineReducers, configureStore } from '@reduxjs/toolkit';
import { setupListeners } from '@reduxjs/toolkit/query/react';
import { raisedSlice } from './alerts/raised-slice';
import { api } from './api';
import { connectionSlice } from './connection/connection-slice';
import { liveSlice } from './live/live-slice';
import { restEventSource } from './realtime/event-source';
import { createRealtimeMiddleware, type RealtimeParts } from './realtime/realtime-middleware';
import { openSocketFeed } from './realtime/socket-feed';
import type { QueryExtra } from './base-query';
import type { Identity } from './session/identity';
import { SessionFlow, type SessionParts } from './session/session-flow';
import { createSessionMiddleware, realSessionParts } from './session/session-middleware';
import { sessionSlice } from './session/session-slice';

const reducer = combineReducers({
  [api.reducerPath]: api.reducer,
  [connectionSlice.name]: connectionSlice.reducer,
  [liveSlice.name]: liveSlice.reducer,
  [raisedSlice.name]: raisedSlice.reducer,
  [sessionSlice.name]: sessionSlice.reducer,
});

export interface StoreParts {
  session: SessionParts;
  realtime: (identity: Identity) => RealtimeParts;
}

const realParts = (): StoreParts => ({
  session: realSessionParts(),
  realtime: (identity) => ({
    openFeed: openSocketFeed(identity),
    events: restEventSource(identity),
    now: Date.now,
  }),
});

export function createStore(parts: StoreParts = realParts()) {
  const flow = new SessionFlow(parts.session);
  const extraArgument: QueryExtra = { identity: flow };
  const store = configureStore({
    reducer,
    // The checks walk the whole feed after each of four flushes a second.
    middleware: (getDefaultMiddleware) =>
      getDefaultMiddleware({
        immutableCheck: false,
        serializableCheck: false,
        thunk: { extraArgument },
      }).concat(
        api.middleware,
        createSessionMiddleware(flow),
        createRealtimeMiddleware(parts.realtime(flow)),
      ),
  });
  setupListeners(store.dispatch);
  return store;
}

export type AppStore = ReturnType<typeof createStore>;
export type RootState = ReturnType<typeof reducer>;
export type AppDispatch = AppStore['dispatch'];
