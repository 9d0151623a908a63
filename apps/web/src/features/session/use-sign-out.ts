'use client';

import { enqueueSnackbar } from 'notistack';
import { useAppDispatch } from '@/store/hooks';
import { describeFailure } from '@/store/request-failure';
import { signedOutHere } from '@/store/session/session-middleware';
import { useLogOutMutation } from './session-api';

/** Signs out of this browser, all tabs of it. Unheard by the API, nobody is told that it is done. */
export function useSignOut() {
  const [logOut, { isLoading }] = useLogOutMutation();
  const dispatch = useAppDispatch();
  const signOut = async () => {
    const { error } = await logOut();
    if (error) {
      const { detail } = describeFailure(error);
      enqueueSnackbar(`You are still signed in. ${detail}`, { variant: 'error' });
      return;
    }
    dispatch(signedOutHere());
  };
  return { signOut, busy: isLoading };
}
