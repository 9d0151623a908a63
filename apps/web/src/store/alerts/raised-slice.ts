import type { Alert } from '@cashbeat/shared-types';
import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { organisationLeft } from '../session/session-slice';

/** More than anybody reads of a toast; the alert centre has all of them. */
const CAPACITY = 50;

/** Alerts that were raised while the page was open and that nobody here took notice of, oldest first. */
export const raisedSlice = createSlice({
  name: 'raised',
  initialState: [] as Alert[],
  reducers: {
    /** A rule fired, or a snoozed alert speaks up again. */
    alertRaised: (state, { payload }: PayloadAction<Alert>) =>
      [...state.filter(({ id }) => id !== payload.id), payload].slice(-CAPACITY),
    /** Somebody took care of it, or it ended. */
    alertClosed: (state, { payload }: PayloadAction<string>) =>
      state.filter(({ id }) => id !== payload),
    /** The person here has seen all of them. */
    raisedSeen: () => [],
  },
  extraReducers: (builder) => builder.addCase(organisationLeft, () => []),
  selectors: { selectRaised: (state) => state },
});

export const { alertRaised, alertClosed, raisedSeen } = raisedSlice.actions;
export const { selectRaised } = raisedSlice.selectors;
