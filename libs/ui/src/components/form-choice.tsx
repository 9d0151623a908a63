'use client';

import { ChartIcon, TableIcon } from './icons';
import { Segmented } from './segmented';

export type FigureForm = 'chart' | 'table';

export interface FormChoiceProps {
  label: string;
  value: FigureForm;
  onChange: (form: FigureForm) => void;
  /** What kind of chart it is. */
  chart?: string;
}

/** Figures drawn, or in a table. */
export function FormChoice({ label, value, onChange, chart = 'chart' }: FormChoiceProps) {
  return (
    <Segmented
      label={label}
      value={value}
      onChange={onChange}
      options={[
        { value: 'chart', label: <ChartIcon />, title: `Show as ${chart}` },
        { value: 'table', label: <TableIcon />, title: 'Show as table' },
      ]}
    />
  );
}
