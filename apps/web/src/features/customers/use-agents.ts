'use client';

import type { CustomerAgent } from '@cashbeat/shared-types';
import { useMemo } from 'react';
import { useListMembersQuery } from '@/features/members/members-api';
import { useAppSelector } from '@/store/hooks';
import { selectUser } from '@/store/session/session-slice';

/** Members who look after customers, oneself first; undefined while they are on their way. */
export function useAgents(): CustomerAgent[] | undefined {
  const { data: members } = useListMembersQuery();
  const self = useAppSelector(selectUser)?.id;
  return useMemo(
    () =>
      members
        ?.filter(({ role }) => role !== 'viewer')
        .map(({ userId, name }) => ({
          id: userId,
          name: userId === self ? `${name} (you)` : name,
        }))
        .toSorted((one, other) => Number(other.id === self) - Number(one.id === self)),
    [members, self],
  );
}
