'use client';

import { useState } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectLastSeq } from '@/store/live/live-slice';

/** Events since the list was fetched. The list itself never moves under the reader. */
export function useNewerPayments(fetchedAt: number | undefined): number {
  const lastSeq = useAppSelector(selectLastSeq);
  const [base, setBase] = useState<{ fetchedAt?: number; seq: number | null }>({ seq: null });
  if (lastSeq !== null && (base.seq === null || base.fetchedAt !== fetchedAt)) {
    setBase({ fetchedAt, seq: lastSeq });
  }
  return lastSeq === null || base.seq === null ? 0 : Math.max(0, lastSeq - base.seq);
}
