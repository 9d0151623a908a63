import type { Permission, Session } from '@cashbeat/shared-types';
import { createAction, createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { RequestFailure } from '../request-failure';

/**
 * unknown: nobody asked, nor has to at a page for everybody; starting: asks who is signed in;
 * signed_in: `session` says who; signed_out: the API said that nobody is.
 */
export type SessionStatus = 'unknown' | 'starting' | 'signed_in' | 'signed_out';

/**
 * none: nobody was signed in; left: the person signed out, in this tab or another; ended: the
 * session ended without their doing.
 */
export type Departure = 'none' | 'left' | 'ended';

export interface SessionState {
  status: SessionStatus;
  session: Session | null;
  departure: Departure;
  /** Grows when everything that was fetched belongs to somebody else: what shows it begins anew. */
  generation: number;
  /** Why it is not known yet who is signed in; it is tried again. */
  failure: RequestFailure | null;
}

const initialState: SessionState = {
  status: 'unknown',
  session: null,
  departure: 'none',
  generation: 0,
  failure: null,
};

/** Everything that was fetched belongs to somebody else from here on. */
export const organisationLeft = createAction('session/organisationLeft');

export const sessionSlice = createSlice({
  name: 'session',
  initialState,
  reducers: {
    sessionAsked(state) {
      if (state.status !== 'signed_in') state.status = 'starting';
    },
    sessionUnreachable(state, { payload }: PayloadAction<RequestFailure>) {
      state.failure = payload;
    },
    sessionLoaded(state, { payload }: PayloadAction<Session>) {
      state.status = 'signed_in';
      state.session = payload;
      state.departure = 'none';
      state.failure = null;
    },
    signedOut(state, { payload }: PayloadAction<{ departure: Departure }>) {
      state.status = 'signed_out';
      state.session = null;
      state.departure = payload.departure;
      state.failure = null;
    },
  },
  extraReducers: (builder) =>
    builder.addCase(organisationLeft, (state) => {
      state.generation += 1;
    }),
  selectors: {
    selectSessionState: (state) => state,
    selectSession: (state) => state.session,
    selectUser: (state) => state.session?.user ?? null,
    selectTenant: (state) => state.session?.tenant ?? null,
    selectPermitted: ({ session }, permission: Permission) =>
      session?.permissions.includes(permission) ?? false,
  },
});

export const { sessionAsked, sessionUnreachable, sessionLoaded, signedOut } = sessionSlice.actions;
export const { selectSessionState, selectSession, selectUser, selectTenant, selectPermitted } =
  sessionSlice.selectors;
