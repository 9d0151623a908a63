'use client';

import { SearchIcon, SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import type { Command } from './command';
import { CommandOption } from './command-option';
import { findCommands, type FoundGroup } from './find-commands';
import { Keys } from './keys';
import { useGo } from './use-go';

export interface CommandPaletteProps {
  commands: readonly Command[];
  onClose: () => void;
}

const STEPS: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Every command by its name: typed, chosen with arrows, run with Enter. */
export function CommandPalette({ commands, onClose }: CommandPaletteProps) {
  const [sought, setSought] = useState('');
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const search = useSearchCommands(sought.trim(), commands);
  const groups = useMemo(
    () => [...findCommands(commands, sought), ...search],
    [commands, sought, search],
  );
  const options = groups.flatMap(({ found }) => found);
  const active = Math.min(chosen, options.length - 1);
  const optionId = (index: number) => `${id}-${index}`;

  const run = ({ run: doIt }: Command) => {
    onClose();
    void doIt();
  };
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const option = options[active];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      setChosen((active + step + options.length) % options.length);
    } else if (event.key === 'Enter' && option && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(option.command);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={`${id}-title`}
      transitionDuration={120}
      slotProps={{ paper: { sx: PAPER }, container: { sx: { alignItems: 'flex-start' } } }}
    >
      <Box component="h2" id={`${id}-title`} sx={SPOKEN_ONLY}>
        Commands
      </Box>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 3,
          px: 5,
          borderBottom: 1,
          borderColor: 'divider',
          '& > svg': { color: 'text.secondary', flexShrink: 0 },
        }}
      >
        <SearchIcon />
        <Box
          component="input"
          autoFocus
          role="combobox"
          aria-label="Find a command"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={active >= 0 ? optionId(active) : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="Type a command, a page, a customer or a payment"
          value={sought}
          onChange={(event) => {
            setSought(event.target.value);
            setChosen(0);
          }}
          onKeyDown={press}
          sx={INPUT}
        />
      </Box>
      <Box id={`${id}-list`} role="listbox" aria-label="Commands" sx={LIST}>
        {numbered(groups).map(({ group, found, first }) => (
          <Box key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <Typography id={`${id}-${group}`} variant="caption" component="div" sx={GROUP}>
              {group}
            </Typography>
            {found.map((option, index) => (
              <CommandOption
                key={option.command.id}
                id={optionId(first + index)}
                found={option}
                active={first + index === active}
                onPoint={() => setChosen(first + index)}
                onRun={() => run(option.command)}
              />
            ))}
          </Box>
        ))}
      </Box>
      {options.length === 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ px: 5, pb: 5 }}>
          No command is called so.
        </Typography>
      )}
      <Box role="status" sx={SPOKEN_ONLY}>
        {options.length === 1 ? '1 command' : `${options.length} commands`}
      </Box>
      <Hints />
    </Dialog>
  );
}

/** What no command is called may be a customer or a payment. */
function useSearchCommands(sought: string, commands: readonly Command[]): FoundGroup[] {
  const go = useGo();
  const customers = commands.some(({ id }) => id === 'go:/customers');
  const payments = commands.some(({ id }) => id === 'search-payments');
  return useMemo(() => {
    if (sought === '') return [];
    const pages = [...(payments ? ['payments'] : []), ...(customers ? ['customers'] : [])];
    const found = pages.map((page) => {
      const command: Command = {
        id: `search-${page}-for`,
        group: 'Go to',
        title: `Search ${page} for “${sought}”`,
        Icon: SearchIcon,
        run: () => go(`/${page}?${new URLSearchParams({ q: sought })}`),
      };
      return { command, at: [] };
    });
    return found.length > 0 ? [{ group: 'Search', found }] : [];
  }, [sought, customers, payments, go]);
}

/** Each group with the number of its first command among all. */
function numbered(groups: readonly FoundGroup[]) {
  return groups.map((group, index) => ({
    ...group,
    first: groups.slice(0, index).reduce((sum, { found }) => sum + found.length, 0),
  }));
}

function Hints() {
  return (
    <Box
      aria-hidden
      sx={{
        display: { xs: 'none', sm: 'flex' },
        gap: 4,
        px: 5,
        py: 2.5,
        borderTop: 1,
        borderColor: 'divider',
        color: 'text.secondary',
        fontSize: '0.75rem',
        '& > span': { display: 'inline-flex', alignItems: 'center', gap: 1.5 },
      }}
    >
      <span>
        <Keys keys="↑ ↓" /> to choose
      </span>
      <span>
        <Keys keys="↵" /> to do it
      </span>
      <span>
        <Keys keys="esc" /> to close
      </span>
      <Box component="span" sx={{ ml: 'auto' }}>
        <Keys keys="?" /> all shortcuts
      </Box>
    </Box>
  );
}

const PAPER = {
  width: 600,
  maxWidth: 'calc(100% - 24px)',
  m: '12px',
  mt: { xs: '12px', sm: '12vh' },
  maxHeight: { xs: 'calc(100dvh - 24px)', sm: '70vh' },
} as const;

const INPUT = {
  font: 'inherit',
  fontSize: '1rem',
  flex: 1,
  minWidth: 0,
  height: 52,
  p: 0,
  color: 'text.primary',
  bgcolor: 'transparent',
  border: 0,
  outline: 'none',
  '&:focus-visible': { outline: 'none' },
  '&::placeholder': { color: 'text.disabled', opacity: 1 },
} as const;

const LIST = { flex: 1, minHeight: 0, overflowY: 'auto', pb: 2 } as const;

const GROUP = {
  position: 'sticky',
  top: 0,
  px: 5,
  pt: 3,
  pb: 1,
  fontWeight: 600,
  color: 'text.secondary',
  bgcolor: 'surface.raised',
} as const;
