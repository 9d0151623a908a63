'use client';

import type { Membership } from '@cashbeat/shared-types';
import { useOpenOrganisation } from '@/features/session/use-open-organisation';
import { useAppSelector } from '@/store/hooks';
import { selectTenant } from '@/store/session/session-slice';
import { addressOfOrganisation } from './organisation-address';

/** Leads to another organisation: in this tab, or at its own address where addresses name one. */
export function useSwitchOrganisation() {
  const tenant = useAppSelector(selectTenant);
  const { open, busy } = useOpenOrganisation();
  /** True once it is shown, or was all along. */
  const switchTo = async ({ id, slug }: Membership): Promise<boolean> => {
    if (id === tenant?.id) return true;
    const elsewhere = addressOfOrganisation(slug, tenant?.slug, window.location);
    if (!elsewhere) return open(id);
    window.location.assign(elsewhere);
    return false;
  };
  return { switchTo, busy };
}
