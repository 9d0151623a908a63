'use client';

import { closeSnackbar, enqueueSnackbar } from 'notistack';
import { useEffect } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectSessionState } from '@/store/session/session-slice';
import { tell, tellAlso, useTold } from './news-board';
import { useNews } from './use-news';

const KEY = 'new-notifications';
/** Long enough to be read and reached. */
const SHOWN_MILLISECONDS = 8_000;

/** Tells of notifications as they arrive: one toast for as many as there are. */
export function NotificationToasts() {
  const { generation, session } = useAppSelector(selectSessionState);
  return session?.user && <Telling key={`${generation} ${session.tenant?.id}`} />;
}

function Telling() {
  useNews(tellAlso);
  const count = useTold().length;
  useEffect(() => () => tell([]), []);
  useEffect(() => {
    if (count === 0) {
      closeSnackbar(KEY);
      return undefined;
    }
    enqueueSnackbar('', { key: KEY, variant: 'notified', persist: true, preventDuplicate: true });
    const timer = setTimeout(() => tell([]), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [count]);
  return null;
}
