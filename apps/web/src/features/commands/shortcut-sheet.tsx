'use client';

import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { DialogFrame } from '@/features/settings/dialog-frame';
import { type Command, COMMAND_GROUPS } from './command';
import { Keys } from './keys';
import { useShortcutsSwitch } from './shortcuts-switch';

export interface ShortcutSheetProps {
  commands: readonly Command[];
  onClose: () => void;
}

/** Which keys do what on this page, for this person. */
export function ShortcutSheet({ commands, onClose }: ShortcutSheetProps) {
  const [on, turn] = useShortcutsSwitch();
  const groups = COMMAND_GROUPS.map((group) => ({
    group,
    shortcuts: commands.filter((command) => command.group === group && command.keys),
  })).filter(({ shortcuts }) => shortcuts.length > 0);
  return (
    <DialogFrame title="Keyboard shortcuts" onClose={onClose} width={720}>
      <Box sx={{ columns: { sm: 2 }, columnGap: 8, opacity: on ? 1 : 0.6 }}>
        <ShortcutGroup name="Everywhere">
          <Shortcut title="Find a command, a page or a payment" keys="mod+k" />
        </ShortcutGroup>
        {groups.map(({ group, shortcuts }) => (
          <ShortcutGroup key={group} name={group}>
            {shortcuts.map(({ id, title, keys = '' }) => (
              <Shortcut key={id} title={title} keys={keys} />
            ))}
          </ShortcutGroup>
        ))}
      </Box>
      <Box
        component="label"
        sx={{ display: 'flex', alignItems: 'start', gap: 2.5, fontSize: '0.8125rem' }}
      >
        <Box
          component="input"
          type="checkbox"
          checked={on}
          onChange={(event) => turn(event.target.checked)}
          sx={{ accentColor: 'var(--cb-palette-primary-main)', mt: '3px' }}
        />
        <span>
          Single keys are shortcuts
          <Typography
            variant="caption"
            component="span"
            color="textSecondary"
            sx={{ display: 'block' }}
          >
            Not while you type, and not behind a dialog. Turn them off if you dictate to this
            computer.
          </Typography>
        </span>
      </Box>
    </DialogFrame>
  );
}

function ShortcutGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={name} sx={{ breakInside: 'avoid', mb: 5 }}>
      <Typography variant="h3" component="h3" sx={{ mb: 1.5 }}>
        {name}
      </Typography>
      <Box component="dl" sx={{ m: 0 }}>
        {children}
      </Box>
    </Box>
  );
}

function Shortcut({ title, keys }: { title: string; keys: string }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
        gap: 3,
        py: 1.25,
        fontSize: '0.8125rem',
      }}
    >
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {title}
      </Box>
      <Box component="dd" sx={{ m: 0, flexShrink: 0 }}>
        <Keys keys={keys} />
      </Box>
    </Box>
  );
}
