'use client';

import { enqueueSnackbar } from 'notistack';
import { useRouter } from 'next/navigation';
import { useAppDispatch } from '@/store/hooks';
import { describeFailure } from '@/store/request-failure';
import { organisationEntered } from '@/store/session/session-middleware';
import { useOpenOrganisationMutation } from './session-api';

/** Switches this tab to another organisation; everything that is shown begins anew. */
export function useOpenOrganisation() {
  const [ask, { isLoading }] = useOpenOrganisationMutation();
  const dispatch = useAppDispatch();
  const router = useRouter();
  const open = async (tenantId: string): Promise<boolean> => {
    const { data, error } = await ask(tenantId);
    if (!data) {
      enqueueSnackbar(describeFailure(error).detail, { variant: 'error' });
      return false;
    }
    // What the address names (a payment, filters) is of the organisation that is left.
    if (!window.location.pathname.startsWith('/settings')) router.replace('/');
    dispatch(organisationEntered(data));
    return true;
  };
  return { open, busy: isLoading };
}
