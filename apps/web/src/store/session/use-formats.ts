'use client';

import { DEFAULT_LOCALE, type Formats, formatsFor } from '@cashbeat/utils';
import { useAppSelector } from '../hooks';
import { selectTenant } from './session-slice';

/** How the organisation writes amounts, numbers and times; the same object until that changes. */
export function useFormats(): Formats {
  return formatsFor(useAppSelector(selectTenant)?.locale ?? DEFAULT_LOCALE);
}
