import { combineReducers, configureStore } from '@reduxjs/toolkit';
import { setupListeners } from '@reduxjs/toolkit/query/react';
import { api } from './api';
import { connectionSlice } from './connection/connection-slice';
import { liveSlice } from './live/live-slice';
import { restEventSource } from './realtime/event-source';
import { createRealtimeMiddleware, type RealtimeParts } from './realtime/realtime-middleware';
import { openSocketFeed } from './realtime/socket-feed';
import { sessionSlice } from './session/session-slice';

const reducer = combineReducers({
  [api.reducerPath]: api.reducer,
  [connectionSlice.name]: connectionSlice.reducer,
  [liveSlice.name]: liveSlice.reducer,
  [sessionSlice.name]: sessionSlice.reducer,
});

const realParts: RealtimeParts = {
  openFeed: openSocketFeed,
  events: restEventSource,
  now: Date.now,
};

export function createStore(parts: RealtimeParts = realParts) {
  const store = configureStore({
    reducer,
    // The checks walk the whole feed after each of four flushes a second.
    middleware: (getDefaultMiddleware) =>
      getDefaultMiddleware({ immutableCheck: false, serializableCheck: false }).concat(
        api.middleware,
        createRealtimeMiddleware(parts),
      ),
  });
  setupListeners(store.dispatch);
  return store;
}

export type AppStore = ReturnType<typeof createStore>;
export type RootState = ReturnType<typeof reducer>;
export type AppDispatch = AppStore['dispatch'];
