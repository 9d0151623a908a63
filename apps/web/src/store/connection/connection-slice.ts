import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { organisationLeft } from '../session/session-slice';

/**
 * connecting: the first attempt; live: events arrive; reconnecting: was live, tries again;
 * offline: the browser has no network.
 */
export type ConnectionStatus = 'connecting' | 'live' | 'reconnecting' | 'offline';

export interface ConnectionState {
  status: ConnectionStatus;
  /** Failed attempts since the connection was lost. */
  attempts: number;
  /** When events last stopped arriving; milliseconds, null while live. */
  lostAt: number | null;
  /** Missed events are being fetched. */
  catchingUp: boolean;
  /** Why the feed could not be loaded, in words for people. */
  feedFailure: { title: string; detail: string; requestId?: string } | null;
}

const initialState: ConnectionState = {
  status: 'connecting',
  attempts: 0,
  lostAt: null,
  catchingUp: false,
  feedFailure: null,
};

export const connectionSlice = createSlice({
  name: 'connection',
  initialState,
  reducers: {
    connectionOpened(state) {
      state.status = 'live';
      state.attempts = 0;
      state.lostAt = null;
    },
    connectionLost(state, { payload }: PayloadAction<{ at: number }>) {
      if (state.status !== 'offline') state.status = 'reconnecting';
      state.lostAt ??= payload.at;
    },
    connectionAttemptFailed(state, { payload }: PayloadAction<{ at: number }>) {
      state.attempts += 1;
      state.lostAt ??= payload.at;
      if (state.status === 'connecting') state.status = 'reconnecting';
    },
    networkLost(state, { payload }: PayloadAction<{ at: number }>) {
      state.status = 'offline';
      state.lostAt ??= payload.at;
    },
    networkFound(state) {
      if (state.status === 'offline') state.status = 'reconnecting';
    },
    catchUpStarted(state) {
      state.catchingUp = true;
    },
    catchUpFinished(state) {
      state.catchingUp = false;
      state.feedFailure = null;
    },
    catchUpFailed(state, { payload }: PayloadAction<ConnectionState['feedFailure']>) {
      state.catchingUp = false;
      state.feedFailure = payload;
    },
  },
  extraReducers: (builder) => builder.addCase(organisationLeft, () => initialState),
  selectors: {
    selectConnection: (state) => state,
    selectFeedFailure: (state) => state.feedFailure,
  },
});

export const {
  connectionOpened,
  connectionLost,
  connectionAttemptFailed,
  networkLost,
  networkFound,
  catchUpStarted,
  catchUpFinished,
  catchUpFailed,
} = connectionSlice.actions;
export const { selectConnection, selectFeedFailure } = connectionSlice.selectors;
