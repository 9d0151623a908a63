'use client';

import type { Organisation } from '@cashbeat/shared-types';
import { ConfirmDialog } from '@cashbeat/ui/confirm-dialog';
import { formatsFor } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import { enqueueSnackbar } from 'notistack';
import { useEffect, useMemo, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import { Form, name, SubmitButton, TextField, useZodForm } from '@/features/forms';
import { Remark } from '@/features/settings/remark';
import { useNow } from '@/features/settings/use-now';
import { useInBrowser } from '@/features/shell/use-in-browser';
import { currencyOptions, localeOptions, sampleOf } from './choices';
import { ComboField } from './combo-field';
import { useChangeOrganisationMutation } from './organisation-settings-api';
import { addressOfSlug } from './slug-address';
import { placeOf, zoneOptions } from './time-zones';

const schema = z.object({
  name: name('a name'),
  slug: z
    .string()
    .trim()
    .min(1, 'Enter a name for addresses.')
    .regex(
      /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
      'Use up to 40 small letters, digits and hyphens, with no hyphen at either end.',
    ),
  defaultCurrency: z.string(),
  timeZone: z.string(),
  locale: z.string(),
});

type Settings = z.output<typeof schema>;

export interface OrganisationFormProps {
  organisation: Organisation;
  writes: boolean;
}

export function OrganisationForm({ organisation, writes }: OrganisationFormProps) {
  const [change] = useChangeOrganisationMutation();
  const [asked, setAsked] = useState<{ zone: string; answer: (yes: boolean) => void } | null>(null);
  const saved = useMemo(() => settingsOf(organisation), [organisation]);
  const form = useZodForm(schema, saved);
  const { reset, formState } = form;
  const { isDirty } = formState;
  // Saved here or changed by somebody else: what is shown is what the API has.
  useEffect(() => reset(saved, { keepDirtyValues: true }), [reset, saved]);

  const save = async (values: Settings) => {
    const changed = differenceOf(saved, values);
    if (changed.timeZone !== undefined && !(await confirm(changed.timeZone))) return undefined;
    const { data, error } = await change(changed);
    if (error) return error;
    reset(settingsOf(data));
    enqueueSnackbar('Organisation saved', { variant: 'success' });
    return undefined;
  };
  const confirm = (zone: string) =>
    new Promise<boolean>((answer) => setAsked({ zone, answer })).finally(() => setAsked(null));

  return (
    <Box sx={{ maxWidth: 480 }}>
      <Form form={form} onSubmit={save} label="Organisation">
        {!writes && (
          <Remark>Owners and administrators change these settings; you can look at them.</Remark>
        )}
        <Fields organisation={organisation} control={form.control} writes={writes} />
        {writes && (
          <Box>
            <SubmitButton disabled={!isDirty}>Save</SubmitButton>
          </Box>
        )}
      </Form>
      {asked && (
        <ConfirmDialog
          open
          title={`Count days in ${placeOf(asked.zone)}?`}
          action="Change the time zone"
          onConfirm={() => asked.answer(true)}
          onClose={() => asked.answer(false)}
        >
          Days and hours of every figure begin and end by the clocks there, those of the past too,
          so figures of days and months change. Past days are regrouped in the background; the
          progress is shown here. Payments themselves stay as they are.
        </ConfirmDialog>
      )}
    </Box>
  );
}

interface FieldsProps extends OrganisationFormProps {
  control: ReturnType<typeof useZodForm<Settings, Settings>>['control'];
}

function Fields({ organisation, control, writes }: FieldsProps) {
  const [slug, defaultCurrency, timeZone, locale] = useWatch({
    control,
    name: ['slug', 'defaultCurrency', 'timeZone', 'locale'],
  });
  const inBrowser = useInBrowser();
  const now = useNow();
  // Offsets of four hundred zones take their time, and seldom change while a page is open.
  const [openedAt] = useState(now);
  const zones = useMemo(
    () => zoneOptions(organisation.timeZone, openedAt),
    [organisation.timeZone, openedAt],
  );
  const currencies = useMemo(
    () => currencyOptions(organisation.currencies),
    [organisation.currencies],
  );
  const locales = useMemo(() => localeOptions(organisation.locale), [organisation.locale]);
  const address =
    inBrowser && slug ? addressOfSlug(slug, organisation.slug, window.location.host) : undefined;
  return (
    <>
      <TextField name="name" label="Name" autoComplete="organization" disabled={!writes} />
      <TextField
        name="slug"
        label="Name in addresses"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        disabled={!writes}
        help={
          address ? (
            <>
              Opens this organisation at <code>{address}</code>
            </>
          ) : (
            'Opens this organisation as a subdomain.'
          )
        }
      />
      <ComboField
        name="defaultCurrency"
        label="Default currency"
        options={currencies}
        disabled={!writes}
        help="Figures are in it where no other currency is chosen. Amounts are never converted."
      />
      <ComboField
        name="timeZone"
        label="Time zone"
        options={zones}
        disabled={!writes}
        help={`Days and hours are counted in it. There it is ${clockIn(locale, timeZone, now)} now.`}
      />
      <ComboField
        name="locale"
        label="Numbers and dates"
        options={locales}
        disabled={!writes}
        help={sampleOf(locale, defaultCurrency, timeZone, now)}
      />
    </>
  );
}

function clockIn(locale: string, zone: string, now: number): string {
  try {
    return formatsFor(locale).formatHourOfDay(now, zone);
  } catch {
    return 'another time';
  }
}

function settingsOf({ name: called, slug, defaultCurrency, timeZone, locale }: Organisation) {
  return { name: called, slug, defaultCurrency, timeZone, locale };
}

/** What is different only: a field that somebody else changed meanwhile is not put back. */
function differenceOf(saved: Settings, values: Settings): Partial<Settings> {
  return Object.fromEntries(
    Object.entries(values).filter(([field, value]) => saved[field as keyof Settings] !== value),
  );
}
