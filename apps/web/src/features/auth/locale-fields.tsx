'use client';

import { SelectField } from '@/features/forms';
import { currencyOptions, zoneOptions } from './locale-options';

/** Where an organisation begins: its zone and its currency, `timeZone` and `defaultCurrency` of a form. */
export function LocaleFields() {
  return (
    <>
      <SelectField
        name="timeZone"
        label="Time zone"
        options={zoneOptions()}
        help="Figures are grouped into days and hours in this zone."
      />
      <SelectField name="defaultCurrency" label="Currency" options={currencyOptions()} />
    </>
  );
}
