'use client';

import { Segmented } from '@cashbeat/ui';
import { isLive, liveRange, rangeOf, resolveRange, type TimeRange } from '@cashbeat/utils';

const OPTIONS = [
  { value: 'live', label: 'Live', title: 'The range goes on with the time' },
  { value: 'fixed', label: 'Fixed', title: 'The range stays where it is: a link shows the same' },
] as const;

export interface LiveSwitchProps {
  range: TimeRange;
  zone: string;
  onChange: (range: TimeRange) => void;
}

/** Whether the range goes on with the time. Fixing it keeps what it stands for right now. */
export function LiveSwitch({ range, zone, onChange }: LiveSwitchProps) {
  return (
    <Segmented
      label="Live or fixed range"
      value={isLive(range) ? 'live' : 'fixed'}
      options={OPTIONS}
      onChange={(chosen) => {
        if (chosen === 'live') onChange(liveRange(range, zone));
        else onChange(rangeOf(resolveRange(range, zone, Date.now()), zone));
      }}
    />
  );
}
