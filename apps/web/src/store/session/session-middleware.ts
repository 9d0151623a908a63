import type { AccessToken, Session } from '@cashbeat/shared-types';
import { createAction, isAction, type Middleware } from '@reduxjs/toolkit';
import { send } from '../base-query';
import type { SessionFlow, SessionParts } from './session-flow';
import { browserMark } from './session-mark';
import { browserTabs } from './tabs';
import { tabChoice } from './tenant-choice';

export const sessionStarted = createAction('session/started');
export const sessionStopped = createAction('session/stopped');
/** What is shown from here on belongs to somebody. */
export const sessionNeeded = createAction('session/needed');
/** Somebody signed in. */
export const signedIn = createAction<AccessToken>('session/signedIn');
/** Somebody accepted an invitation, which signed them in; `tenant` is what they joined. */
export const invitationAccepted = createAction<AccessToken>('session/invitationAccepted');
/** The person signed out here; the API knows already. */
export const signedOutHere = createAction('session/signedOutHere');
/** Another organisation was chosen, and the API said what that allows. */
export const organisationEntered = createAction<Session>('session/organisationEntered');
/** Profile, organisation or memberships changed: what is known of the session is out of date. */
export const sessionOutdated = createAction('session/outdated');
/** A person asks to try again now. */
export const sessionRetried = createAction('session/retried');

export function createSessionMiddleware(flow: SessionFlow): Middleware {
  return ({ dispatch }) => {
    flow.attach(dispatch);
    return (next) => (action) => {
      const result = next(action);
      if (!isAction(action)) return result;
      if (sessionStarted.match(action)) flow.start();
      else if (sessionStopped.match(action)) flow.stop();
      else if (sessionNeeded.match(action)) flow.need();
      else if (signedIn.match(action)) flow.signIn(action.payload);
      else if (invitationAccepted.match(action)) flow.join(action.payload);
      else if (signedOutHere.match(action)) flow.signOut();
      else if (organisationEntered.match(action)) flow.enter(action.payload);
      else if (sessionOutdated.match(action)) flow.reload();
      else if (sessionRetried.match(action)) flow.wake();
      return result;
    };
  };
}

export const realSessionParts = (): SessionParts => ({
  tabs: browserTabs(),
  choice: tabChoice,
  mark: browserMark,
  now: Date.now,
  async refresh() {
    const never = new AbortController().signal;
    const outcome = await send({ path: '/auth/refresh', method: 'POST' }, never);
    return 'data' in outcome ? { answer: outcome.data as AccessToken } : { failure: outcome.error };
  },
  async load(headers, signal) {
    const outcome = await send({ path: '/auth/session', headers }, signal);
    return 'data' in outcome ? { session: outcome.data as Session } : { failure: outcome.error };
  },
});
