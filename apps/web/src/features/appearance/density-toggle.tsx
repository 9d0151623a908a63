'use client';

import { type Density, RowsDenseIcon, RowsIcon, Segmented } from '@cashbeat/ui';
import { useDensity } from './density';

const OPTIONS = [
  { value: 'comfortable', label: <RowsIcon />, title: 'Comfortable' },
  { value: 'compact', label: <RowsDenseIcon />, title: 'Compact' },
] as const;

export function DensityToggle() {
  const [density, choose] = useDensity();
  return <Segmented<Density> label="Density" value={density} options={OPTIONS} onChange={choose} />;
}
