'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { stayWhileOffline } from '@/features/shell/offline';

/** Opens a page of the product; without the network it stays here and says why. */
export function useGo(): (address: string) => void {
  const router = useRouter();
  return useCallback(
    (address) => {
      if (!stayWhileOffline()) router.push(address);
    },
    [router],
  );
}
