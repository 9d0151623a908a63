/** Frame of an input. The ring of the keyboard is drawn around the whole of it. */
export function inputFrame(faulty: boolean, disabled = false) {
  return {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    height: 40,
    bgcolor: disabled ? 'surface.sunken' : 'background.paper',
    border: 1,
    borderColor: faulty ? 'error.main' : 'surface.borderStrong',
    borderRadius: 2,
    '&:hover': { borderColor: faulty ? 'error.main' : 'text.disabled' },
    '&:has(:is(input, select, textarea):focus-visible)': {
      outline: '2px solid var(--cb-palette-primary-main)',
      outlineOffset: -1,
    },
  } as const;
}

/** 16 px on a phone: below that, iOS zooms the page at every tap into a field. */
export const inputText = {
  font: 'inherit',
  fontSize: { xs: '1rem', sm: '0.875rem' },
  flex: 1,
  width: '100%',
  minWidth: 0,
  height: '100%',
  px: 3,
  color: 'text.primary',
  bgcolor: 'transparent',
  border: 0,
  borderRadius: 'inherit',
  outline: 'none',
  '&:focus-visible': { outline: 'none' },
  '&::placeholder': { color: 'text.disabled', opacity: 1 },
  '& option': { color: 'text.primary', backgroundColor: 'var(--cb-palette-surface-raised)' },
} as const;
