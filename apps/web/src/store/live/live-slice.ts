import type { SequencedEvent } from '@cashbeat/shared-types';
import { createSlice, original, type PayloadAction } from '@reduxjs/toolkit';
import { organisationLeft } from '../session/session-slice';
import { mergeEvents } from './merge-events';

/** Events kept in the browser; older ones are on the Payments page. */
export const LIVE_CAPACITY = 2_000;

export interface LiveState {
  /** Newest first. Where `seq` jumps, events are missing: more came than were fetched, or they are gone. */
  events: SequencedEvent[];
  /** The newest event that the browser knows; null until the first page arrived. */
  lastSeq: number | null;
  /** The oldest event that the server still keeps. */
  oldestSeq: number;
}

const initialState: LiveState = { events: [], lastSeq: null, oldestSeq: 0 };

export const liveSlice = createSlice({
  name: 'live',
  initialState,
  reducers: {
    /**
     * The newest page, ascending by `seq`. What is older stays below it, with a gap between them,
     * unless the sequence began anew: then nothing that was known is in it.
     */
    feedLoaded(
      state,
      {
        payload,
      }: PayloadAction<{ events: SequencedEvent[]; latestSeq: number; oldestSeq: number }>,
    ) {
      const page = payload.events.toReversed();
      const [first] = payload.events;
      const follows = first !== undefined && first.seq > (state.lastSeq ?? Infinity);
      state.events = (follows ? [...page, ...eventsOf(state)] : page).slice(0, LIVE_CAPACITY);
      state.lastSeq = payload.latestSeq;
      state.oldestSeq = payload.oldestSeq;
    },
    /** New events, ascending by `seq`, following the last one. */
    eventsReceived(state, { payload }: PayloadAction<SequencedEvent[]>) {
      const known = state.lastSeq ?? 0;
      const fresh = payload.filter((event) => event.seq > known);
      const last = fresh.at(-1);
      if (!last) return;
      state.events = [...fresh.reverse(), ...eventsOf(state)].slice(0, LIVE_CAPACITY);
      state.lastSeq = last.seq;
    },
    /** A page of older events, ascending by `seq`, asked for at the end of the list or in a gap. */
    olderEventsLoaded(
      state,
      { payload }: PayloadAction<{ events: SequencedEvent[]; oldestSeq: number }>,
    ) {
      const merged = mergeEvents(eventsOf(state), payload.events.toReversed());
      state.events = merged.slice(0, LIVE_CAPACITY);
      state.oldestSeq = payload.oldestSeq;
    },
  },
  extraReducers: (builder) => builder.addCase(organisationLeft, () => initialState),
  selectors: {
    selectEvents: (state) => state.events,
    selectIsEmpty: (state) => state.events.length === 0,
    selectLastSeq: (state) => state.lastSeq,
    selectFeedLoaded: (state) => state.lastSeq !== null,
    selectOldestKept: (state) => state.oldestSeq,
    selectHasOlder: ({ events, oldestSeq }) =>
      events.length < LIVE_CAPACITY && (events.at(-1)?.seq ?? 0) > Math.max(oldestSeq, 1),
  },
});

/** The list behind the draft: reading it through the draft would wrap each of 2,000 events. */
function eventsOf(state: LiveState): SequencedEvent[] {
  return original(state)?.events ?? state.events;
}

export const { feedLoaded, eventsReceived, olderEventsLoaded } = liveSlice.actions;
export const {
  selectEvents,
  selectIsEmpty,
  selectLastSeq,
  selectFeedLoaded,
  selectHasOlder,
  selectOldestKept,
} = liveSlice.selectors;
