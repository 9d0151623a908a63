'use client';

import { SideDrawer } from '@cashbeat/ui/side-drawer';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { readView } from '@/features/range/view';
import { Explanation } from './explanation';
import type { Question } from './question';

export interface ExplanationDrawerProps {
  open: boolean;
  /** Stays the same while the drawer slides out. */
  question: Question;
  onChange: (question: Question) => void;
  onClose: () => void;
}

/** What contributed to a change, and how much. */
export default function ExplanationDrawer({
  open,
  question,
  onChange,
  onClose,
}: ExplanationDrawerProps) {
  const address = useSearchParams();
  const { data: organisation } = useGetOrganisationQuery();
  const query = useMemo(() => {
    if (!organisation) return undefined;
    const { zone, currency, method } = readView(new URLSearchParams(address));
    return {
      ...question,
      zone: zone ?? organisation.timeZone,
      currency: question.currency ?? currency ?? organisation.defaultCurrency,
      method: question.method ?? method,
    };
  }, [address, organisation, question]);
  return (
    <SideDrawer
      open={open}
      title="What changed"
      width={560}
      onClose={onClose}
      data-testid="explanation"
    >
      {query && (
        <Explanation
          query={query}
          question={question}
          organisationZone={organisation!.timeZone}
          onChange={onChange}
        />
      )}
    </SideDrawer>
  );
}
