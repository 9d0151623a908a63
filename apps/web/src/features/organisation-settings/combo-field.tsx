'use client';

import { ChevronDownIcon } from '@cashbeat/ui';
import { FormField, TextInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import Popper from '@mui/material/Popper';
import useAutocomplete from '@mui/material/useAutocomplete';
import type { ReactNode } from 'react';
import { useController } from 'react-hook-form';
import { useFormBusy } from '@/features/forms';
import type { ComboOption } from './time-zones';

export interface ComboFieldProps {
  name: string;
  label: string;
  help?: ReactNode;
  options: readonly ComboOption[];
  disabled?: boolean;
}

/** Enough to see that there are more; what is typed finds the others. */
const SHOWN = 100;

/** One of many, found by typing a part of it. */
export function ComboField({ name, label, help, options, disabled }: ComboFieldProps) {
  const { field, fieldState } = useController({ name });
  const busy = useFormBusy();
  const value = String(field.value);
  const chosen = options.find((option) => option.value === value) ?? { value, label: value };
  const combo = useAutocomplete<ComboOption, false, true>({
    options,
    value: chosen,
    disabled,
    readOnly: busy,
    disableClearable: true,
    autoHighlight: true,
    getOptionLabel: (option) => option.label,
    isOptionEqualToValue: (one, other) => one.value === other.value,
    filterOptions: (all, { inputValue }) => find(all, inputValue),
    onChange: (_event, option) => field.onChange(option.value),
  });
  const {
    ref: inputRef,
    color: _color,
    ...input
  } = combo.getInputProps() as ReturnType<typeof combo.getInputProps> & {
    ref: React.Ref<HTMLInputElement>;
    color?: string;
  };
  return (
    <FormField label={label} help={help} error={fieldState.error?.message}>
      {(ties) => (
        <Box {...combo.getRootProps()} ref={combo.setAnchorEl} id={undefined}>
          <TextInput
            {...input}
            {...ties}
            ref={inputRef}
            onBlur={(event) => {
              input.onBlur?.(event);
              field.onBlur();
            }}
            disabled={disabled}
            autoComplete="off"
            end={
              disabled ? undefined : (
                <ChevronDownIcon
                  aria-hidden
                  sx={{ fontSize: 16, mr: 2, color: 'text.secondary', pointerEvents: 'none' }}
                />
              )
            }
          />
          <Popper
            open={combo.popupOpen}
            anchorEl={combo.anchorEl}
            placement="bottom-start"
            sx={{ zIndex: 'modal', width: combo.anchorEl?.clientWidth }}
          >
            <Box component="ul" {...combo.getListboxProps()} aria-label={label} sx={LIST}>
              {combo.groupedOptions.length === 0 && (
                <Box
                  component="li"
                  role="presentation"
                  sx={{ px: 3, py: 2, color: 'text.secondary' }}
                >
                  Nothing is called like that
                </Box>
              )}
              {(combo.groupedOptions as unknown as ComboOption[]).map((option, index) => {
                const { key: _key, ...attributes } = combo.getOptionProps({ option, index });
                return (
                  <Box component="li" key={option.value} {...attributes} sx={OPTION}>
                    <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
                      {option.label}
                    </Box>
                    <Box component="span" sx={{ color: 'text.secondary' }}>
                      {option.note}
                    </Box>
                  </Box>
                );
              })}
            </Box>
          </Popper>
        </Box>
      )}
    </FormField>
  );
}

/** Every word must be somewhere; what begins with them stands first. */
export function find(options: readonly ComboOption[], text: string): ComboOption[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const hits = options.filter((option) => {
    const told = plain(`${option.label} ${option.value} ${option.note ?? ''}`);
    return words.every((word) => told.includes(word));
  });
  const first = words[0] ?? '';
  const begins = ({ label }: ComboOption) =>
    plain(label)
      .split(/[\s/]+/)
      .some((part) => part.startsWith(first));
  return hits.toSorted((one, other) => Number(begins(other)) - Number(begins(one))).slice(0, SHOWN);
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('_', ' ').toLowerCase();
}

const LIST = {
  listStyle: 'none',
  m: 0,
  mt: 1,
  p: 1,
  maxHeight: 280,
  overflowY: 'auto',
  fontSize: '0.8125rem',
  borderRadius: 2,
  border: 1,
  borderColor: 'surface.borderStrong',
  bgcolor: 'surface.raised',
  boxShadow: '0 12px 32px rgb(10 16 30 / 0.16)',
} as const;

const OPTION = {
  display: 'flex',
  gap: 3,
  px: 2,
  py: 1.75,
  borderRadius: 1,
  cursor: 'pointer',
  '&.Mui-focused': { bgcolor: 'surface.sunken' },
  '&[aria-selected="true"]': { bgcolor: 'tone.brand.tint', fontWeight: 550 },
} as const;
