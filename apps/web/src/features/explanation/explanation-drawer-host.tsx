'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useInBrowser } from '@/features/shell/use-in-browser';
import { readQuestion } from './question';
import { showQuestion } from './use-explain';

const ExplanationDrawer = dynamic(() => import('./explanation-drawer'), { ssr: false });

/** Shows the answer to the question of the address. The drawer is loaded with the first one. */
export function ExplanationDrawerHost() {
  const query = useSearchParams();
  const question = useMemo(() => readQuestion(new URLSearchParams(query)), [query]);
  const { data: organisation } = useGetOrganisationQuery();
  const inBrowser = useInBrowser();
  const [last, setLast] = useState(question);
  if (question !== null && question !== last) setLast(question);
  if (!inBrowser || last === null || organisation === undefined) return null;
  return (
    <ExplanationDrawer
      open={question !== null}
      question={last}
      onChange={showQuestion}
      onClose={() => showQuestion(null)}
    />
  );
}
