import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export interface FieldProps {
  label: string;
  type: 'search' | 'date';
  icon: ReactNode;
  value: string;
  width: number | Record<string, number | string>;
  placeholder?: string;
  onChange: (value: string) => void;
}

/** A filter to type in; looks like the menus beside it. */
export function Field({ label, type, icon, value, width, placeholder, onChange }: FieldProps) {
  return (
    <Box sx={{ position: 'relative', display: 'inline-flex', alignItems: 'center', width }}>
      <Box
        sx={{
          position: 'absolute',
          left: 10,
          display: 'flex',
          pointerEvents: 'none',
          color: 'text.secondary',
          '& svg': { fontSize: 16 },
        }}
      >
        {icon}
      </Box>
      <Box
        component="input"
        type={type}
        aria-label={label}
        title={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        sx={{
          font: 'inherit',
          fontSize: '0.8125rem',
          width: '100%',
          height: 34,
          pl: 8,
          pr: 2,
          color: 'text.primary',
          bgcolor: 'background.paper',
          border: 1,
          borderColor: 'surface.borderStrong',
          borderRadius: 2,
          '&::placeholder': { color: 'text.disabled', opacity: 1 },
          '&::-webkit-calendar-picker-indicator': { opacity: 0.4, ml: 0 },
        }}
      />
    </Box>
  );
}
