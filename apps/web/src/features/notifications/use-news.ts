'use client';

import type { Notification } from '@cashbeat/shared-types';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useFreshness } from '@/features/connection/use-freshness';
import { usePermission } from '@/store/session/use-permission';
import { type Known, lookAt, oldestOf, tellAt } from './news';
import { NEWEST, useGetNewestNotificationsQuery } from './notifications-api';

/** Hands on what arrives while somebody looks at the page; never what was there before. */
export function useNews(onNews: (news: readonly Notification[]) => void): void {
  const allowed = usePermission('notifications:own');
  const { pollingInterval } = useFreshness();
  const { items, answeredAt, refetch } = useGetNewestNotificationsQuery(undefined, {
    skip: !allowed,
    pollingInterval,
    skipPollingIfUnfocused: true,
    selectFromResult: ({ currentData, fulfilledTimeStamp }) => ({
      items: currentData?.items,
      answeredAt: fulfilledTimeStamp,
    }),
  });
  const seen = useRef<{ known: Known; oldest: number }>({ known: null, oldest: -Infinity });
  const away = useRef(false);
  const waiting = useRef<Notification[]>([]);
  const arrivals = useRef<number[]>([]);
  const toldAt = useRef(-Infinity);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const hand = useEffectEvent(() => {
    const news = waiting.current;
    waiting.current = [];
    toldAt.current = Date.now();
    if (news.length > 0 && !document.hidden) onNews(news);
  });
  const look = useEffectEvent((newest: readonly Notification[]) => {
    const { known, news } = lookAt(newest, seen.current.known, seen.current.oldest);
    seen.current = { known, oldest: oldestOf(newest, NEWEST) };
    const missed = document.hidden || away.current;
    away.current = document.hidden;
    if (news.length === 0 || missed) return;
    const now = Date.now();
    const fresh = new Set(news.map(({ id }) => id));
    waiting.current = [...news, ...waiting.current.filter(({ id }) => !fresh.has(id))];
    arrivals.current = [...arrivals.current, now].slice(-50);
    clearTimeout(timer.current);
    timer.current = setTimeout(hand, tellAt(arrivals.current, toldAt.current, now) - now);
  });

  useEffect(() => {
    if (items) look(items);
    // Each answer counts, one that says the same as well.
  }, [items, answeredAt]);
  useEffect(() => {
    if (!allowed) return undefined;
    const changed = () => {
      if (document.hidden) away.current = true;
      // What came while nobody looked is in the list and the badge; it is no news by now.
      else void refetch();
    };
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, [allowed, refetch]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
