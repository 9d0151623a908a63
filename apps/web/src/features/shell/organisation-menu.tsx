'use client';

import type { Membership } from '@cashbeat/shared-types';
import { CheckIcon, PlusIcon, SearchIcon } from '@cashbeat/ui';
import { TextInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, useState } from 'react';
import { inWords } from '@/features/organisation/use-method-name';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import { Initials } from './initials';
import type { MenuProps } from './menu-button';
import { useSwitchOrganisation } from './use-switch-organisation';

const NewOrganisationDialog = dynamic(() => import('@/features/session/new-organisation-dialog'), {
  ssr: false,
});

/** From here on a list is searched rather than read. */
const MANY = 7;

/** Every organisation of the person; choosing one switches this tab. */
export default function OrganisationMenu({ id, anchor, open, onClose }: MenuProps) {
  const session = useAppSelector(selectSession);
  const [sought, setSought] = useState('');
  const [creating, setCreating] = useState(false);
  const { switchTo, busy } = useSwitchOrganisation();
  const memberships = session?.memberships ?? [];
  const found = memberships.filter(({ name, slug }) =>
    `${name} ${slug}`.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  const choose = async (membership: Membership) => {
    if (await switchTo(membership)) onClose();
  };
  return (
    <>
      <Menu
        id={id}
        anchorEl={anchor}
        open={open}
        onClose={onClose}
        slotProps={{
          paper: { sx: { width: 264 } },
          list: { 'aria-label': 'Organisations', sx: { py: 1.5 } },
        }}
      >
        {memberships.length > MANY && (
          <Box component="li" role="none" sx={{ px: 2, pb: 1.5 }} onKeyDown={keepForSearch}>
            <TextInput
              aria-label="Find an organisation"
              placeholder="Find"
              value={sought}
              autoComplete="off"
              onChange={(event) => setSought(event.target.value)}
              end={<SearchIcon sx={{ mr: 3, fontSize: 16, color: 'text.secondary' }} />}
            />
          </Box>
        )}
        {found.map((membership) => {
          const current = membership.id === session?.tenant?.id;
          return (
            <MenuItem
              key={membership.id}
              role="menuitemradio"
              aria-checked={current}
              disabled={busy}
              onClick={() => void choose(membership)}
              sx={{ gap: 2, mx: 1.5, px: 1.5, borderRadius: 2 }}
            >
              <Initials name={membership.name} />
              <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
                <Box component="span" sx={ELLIPSIS}>
                  {membership.name}
                </Box>
                <Box
                  component="span"
                  sx={{ ...ELLIPSIS, color: 'text.secondary', fontSize: '0.75rem' }}
                >
                  {inWords(membership.role)}
                </Box>
              </Box>
              {current && <CheckIcon sx={{ color: 'primary.main' }} />}
            </MenuItem>
          );
        })}
        {found.length === 0 && (
          <Box component="li" role="none" sx={{ px: 4, py: 2, color: 'text.secondary' }}>
            None is called so.
          </Box>
        )}
        <Divider component="li" role="separator" sx={{ my: '6px !important' }} />
        <MenuItem
          onClick={() => {
            setCreating(true);
            onClose();
          }}
          sx={{ gap: 2, mx: 1.5, px: 1.5, borderRadius: 2 }}
        >
          <Box component="span" sx={{ width: 28, display: 'grid', placeItems: 'center' }}>
            <PlusIcon />
          </Box>
          New organisation…
        </MenuItem>
      </Menu>
      {creating && <NewOrganisationDialog onClose={() => setCreating(false)} />}
    </>
  );
}

const ELLIPSIS = {
  display: 'block',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  lineHeight: 1.35,
} as const;

/** Letters are for the search, not for jumping to items; arrows lead from it to the first. */
function keepForSearch(event: KeyboardEvent<HTMLElement>) {
  if (event.key === 'Escape' || event.key === 'Tab') return;
  event.stopPropagation();
  if (event.key !== 'ArrowDown') return;
  event.preventDefault();
  const list = event.currentTarget.closest('[role="menu"]');
  list?.querySelector<HTMLElement>('[role="menuitemradio"]')?.focus();
}
