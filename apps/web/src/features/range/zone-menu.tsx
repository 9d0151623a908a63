'use client';

import { GlobeIcon } from '@cashbeat/ui';
import { useMemo } from 'react';
import { ChoiceMenu } from './choice-menu';

export interface ZoneMenuProps {
  zone: string;
  organisationZone: string;
  onChange: (zone: string) => void;
}

/** The zone that days and hours are cut in: the organisation's, this device's, UTC, or the address's. */
export function ZoneMenu({ zone, organisationZone, onChange }: ZoneMenuProps) {
  const options = useMemo(() => {
    const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const labels = new Map([
      [organisationZone, `${placeOf(organisationZone)}`],
      ...(device === organisationZone
        ? []
        : [[device, `${placeOf(device)} (this device)`] as const]),
    ]);
    for (const other of ['UTC', zone]) if (!labels.has(other)) labels.set(other, placeOf(other));
    return [...labels].map(([value, label]) => ({ value, label }));
  }, [zone, organisationZone]);

  return (
    <ChoiceMenu
      label="Time zone"
      value={zone}
      options={options}
      onChange={onChange}
      icon={<GlobeIcon />}
    />
  );
}

function placeOf(zone: string): string {
  return zone.replaceAll('_', ' ');
}
