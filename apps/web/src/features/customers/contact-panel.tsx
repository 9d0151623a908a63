'use client';

import type { ContactPerson, CustomerDetails } from '@cashbeat/shared-types';
import { MailIcon, Panel, PhoneIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Fact, Facts } from '@/features/settings/facts';
import { When } from '@/features/settings/when';
import { TagList } from './tag-list';

/** How to reach the customer, and what colleagues should know. */
export function ContactPanel({ customer }: { customer: CustomerDetails }) {
  const { email, phone, address, contacts, tags, notes } = customer;
  return (
    <Panel title="Contact">
      <Box sx={{ display: 'grid', gap: 4 }}>
        {(email ?? phone) ? (
          <Reach email={email} phone={phone} />
        ) : (
          <Typography variant="body2" color="textSecondary">
            No e-mail address or phone number is known.
          </Typography>
        )}
        {contacts.length > 0 && (
          <Box component="ul" aria-label="Contact persons" sx={PERSONS}>
            {contacts.map((person, index) => (
              <Person key={index} person={person} />
            ))}
          </Box>
        )}
        <Facts names={96}>
          {address && (
            <Fact name="Address">
              <Box component="span" sx={{ whiteSpace: 'pre-line' }}>
                {address}
              </Box>
            </Fact>
          )}
          {tags.length > 0 && (
            <Fact name="Tags">
              <TagList tags={tags} />
            </Fact>
          )}
          {customer.externalId && <Fact name="External id">{customer.externalId}</Fact>}
          <Fact name="Recorded">
            <When instant={customer.createdAt} as="day" />
          </Fact>
          <Fact name="Customer id">
            <code>{customer.id}</code>
          </Fact>
          {customer.formerIds.length > 0 && (
            <Fact name="Formerly">
              <code>{customer.formerIds.join(' ')}</code>
            </Fact>
          )}
        </Facts>
        {notes && (
          <Box>
            <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
              Notes
            </Typography>
            <Typography
              variant="body2"
              sx={{
                whiteSpace: 'pre-line',
                overflowWrap: 'anywhere',
                bgcolor: 'surface.sunken',
                borderRadius: 2,
                px: 3,
                py: 2.5,
              }}
            >
              {notes}
            </Typography>
          </Box>
        )}
      </Box>
    </Panel>
  );
}

function Person({ person }: { person: ContactPerson }) {
  return (
    <Box component="li">
      <Typography variant="body2" sx={{ fontWeight: 550 }}>
        {person.name}
        {person.role && (
          <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary' }}>
            {' '}
            · {person.role}
          </Box>
        )}
      </Typography>
      <Reach email={person.email} phone={person.phone} />
    </Box>
  );
}

/** Ways to speak, each a click away. */
function Reach({ email, phone }: Pick<ContactPerson, 'email' | 'phone'>) {
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      {email && (
        <Link href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`} sx={WAY}>
          <MailIcon />
          {email}
        </Link>
      )}
      {phone && (
        <Link href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} sx={WAY}>
          <PhoneIcon />
          {phone}
        </Link>
      )}
    </Box>
  );
}

const WAY = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 2,
  minWidth: 0,
  maxWidth: '100%',
  fontSize: '0.8125rem',
  overflowWrap: 'anywhere',
  textDecoration: 'none',
  '&:hover': { textDecoration: 'underline' },
  '& svg': { fontSize: 15 },
} as const;

const PERSONS = {
  listStyle: 'none',
  m: 0,
  p: 0,
  pt: 3.5,
  borderTop: 1,
  borderColor: 'divider',
  display: 'grid',
  gap: 3,
} as const;
