import Box from '@mui/material/Box';
import type { SxProps, Theme } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { ICON_CLASS } from '../tokens';

export interface IconProps {
  /** Read out in its place; without one it is decoration. */
  titleAccess?: string;
  sx?: SxProps<Theme>;
}

/** Line icons on a 24 px grid, 1.75 px strokes, so that all of them weigh the same. */
function lineIcon(name: string, drawing: ReactNode) {
  function Icon({ titleAccess, sx }: IconProps) {
    const props = {
      viewBox: '0 0 24 24',
      className: ICON_CLASS,
      focusable: false,
      ...(titleAccess ? { role: 'img' } : { 'aria-hidden': true }),
    };
    const content = (
      <>
        {drawing}
        {titleAccess && <title>{titleAccess}</title>}
      </>
    );
    if (!sx) return <svg {...props}>{content}</svg>;
    return (
      <Box component="svg" {...props} sx={sx}>
        {content}
      </Box>
    );
  }
  Icon.displayName = `${name}Icon`;
  return Icon;
}

export const DashboardIcon = lineIcon(
  'Dashboard',
  <path d="M4 13h6V4H4zM14 20h6v-9h-6zM14 7h6V4h-6zM4 20h6v-3H4z" />,
);
export const PaymentsIcon = lineIcon(
  'Payments',
  <path d="M3 7.5A1.5 1.5 0 0 1 4.5 6h15A1.5 1.5 0 0 1 21 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16.5zM3 10.5h18M7 14.5h3" />,
);
export const CheckIcon = lineIcon('Check', <path d="m5 12.5 4.5 4.5L19 7.5" />);
export const CrossIcon = lineIcon('Cross', <path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />);
export const RefundIcon = lineIcon(
  'Refund',
  <path d="M9 14 4.5 9.5 9 5M5 9.5h9a5 5 0 0 1 0 10h-3" />,
);
export const ClockIcon = lineIcon(
  'Clock',
  <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2" />,
);
export const RetryIcon = lineIcon('Retry', <path d="M20 12a8 8 0 1 1-2.4-5.7M20 4v4.5h-4.5" />);
export const InfoIcon = lineIcon(
  'Info',
  <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 7.8v.1" />,
);
export const WarningIcon = lineIcon(
  'Warning',
  <path d="M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.1" />,
);
export const SunIcon = lineIcon(
  'Sun',
  <path d="M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.8v1.7M12 19.5v1.7M4.2 4.2l1.2 1.2M18.6 18.6l1.2 1.2M2.8 12h1.7M19.5 12h1.7M4.2 19.8l1.2-1.2M18.6 5.4l1.2-1.2" />,
);
export const MoonIcon = lineIcon(
  'Moon',
  <path d="M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z" />,
);
export const SystemIcon = lineIcon('System', <path d="M4 5h16v11H4zM9 20h6M12 16v4" />);
export const ArrowUpIcon = lineIcon('ArrowUp', <path d="M12 19V5M6 11l6-6 6 6" />);
export const ArrowDownIcon = lineIcon('ArrowDown', <path d="M12 5v14M6 13l6 6 6-6" />);
export const FlatIcon = lineIcon('Flat', <path d="M5 12h14" />);
export const ChevronDownIcon = lineIcon('ChevronDown', <path d="m7 10 5 5 5-5" />);
export const CopyIcon = lineIcon('Copy', <path d="M9 9h10v11H9zM5 15V4h10" />);
export const DownloadIcon = lineIcon('Download', <path d="M12 4v11M7 10.5l5 5 5-5M5 20h14" />);
export const UploadIcon = lineIcon('Upload', <path d="M12 15V4M7 8.5l5-5 5 5M5 20h14" />);
export const CalendarIcon = lineIcon(
  'Calendar',
  <path d="M4.5 6h15v14h-15zM4.5 10h15M8.5 3.5V7M15.5 3.5V7" />,
);
export const TableIcon = lineIcon('Table', <path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14" />);
export const ChartIcon = lineIcon('Chart', <path d="M4 20h16M7 16v-4M12 16V7M17 16v-6" />);
export const GlobeIcon = lineIcon(
  'Globe',
  <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.5 12h17M12 3c2.5 2.6 3.8 5.7 3.8 9S14.5 18.4 12 21c-2.5-2.6-3.8-5.7-3.8-9S9.5 5.6 12 3z" />,
);
export const SearchIcon = lineIcon(
  'Search',
  <path d="M10.8 17.6a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6zM20 20l-4.3-4.3" />,
);
export const InboxIcon = lineIcon(
  'Inbox',
  <path d="M3.5 13.5 6 5h12l2.5 8.5V19h-17zM3.5 13.5H8.5l1.5 2.5h4l1.5-2.5h5" />,
);
export const SortIcon = lineIcon('Sort', <path d="m8 9.5 4-4 4 4M8 14.5l4 4 4-4" />);
export const EyeIcon = lineIcon(
  'Eye',
  <path d="M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12zM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z" />,
);
export const EyeOffIcon = lineIcon(
  'EyeOff',
  <path d="M4 4l16 16M9.9 6.1A9 9 0 0 1 12 5.8c6 0 9.5 6.2 9.5 6.2a17 17 0 0 1-3 3.6M6.2 7.6A16 16 0 0 0 2.5 12S6 18.2 12 18.2c1.4 0 2.7-.3 3.8-.9M10 10a2.8 2.8 0 0 0 4 4" />,
);
export const UserIcon = lineIcon(
  'User',
  <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.7-3.6 3.7-5.5 7.5-5.5s6.8 1.9 7.5 5.5" />,
);
export const UsersIcon = lineIcon(
  'Users',
  <path d="M9 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM2.5 19.5c.5-3.2 3-5 6.5-5s6 1.8 6.5 5M15.8 4.6a3.6 3.6 0 0 1 0 6.5M17.5 14.9c2.2.6 3.6 2.2 4 4.6" />,
);
export const KeyIcon = lineIcon(
  'Key',
  <path d="M8 20a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM10.9 13.1 20 4M16.5 7.5l3 3M13.5 10.5l2 2" />,
);
export const ShieldIcon = lineIcon(
  'Shield',
  <path d="M12 3.2 4.5 6v5.5c0 4.6 3.1 7.8 7.5 9.3 4.4-1.5 7.5-4.7 7.5-9.3V6zM8.8 12l2.3 2.3 4.2-4.4" />,
);
export const BuildingIcon = lineIcon(
  'Building',
  <path d="M5 20.5V4h9v16.5M14 9.5h5v11M3 20.5h18M8 8h3M8 12h3M8 16h3" />,
);
export const AuditIcon = lineIcon(
  'Audit',
  <path d="M6 3.5h8.5L18.5 8v12.5H6zM14 3.5V8h4.5M9 12h6.5M9 16h6.5" />,
);
export const SettingsIcon = lineIcon(
  'Settings',
  <path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z" />,
);
export const LogOutIcon = lineIcon('LogOut', <path d="M10 4H5v16h5M9.5 12H20M16 8l4 4-4 4" />);
export const PlusIcon = lineIcon('Plus', <path d="M12 5v14M5 12h14" />);
export const TrashIcon = lineIcon(
  'Trash',
  <path d="M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l.9 13.5h9.2l.9-13.5M10 10.5v6M14 10.5v6" />,
);
export const MailIcon = lineIcon('Mail', <path d="M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5" />);
export const MoreIcon = lineIcon('More', <path d="M5 12h.1M12 12h.1M19 12h.1" />);
export const BellIcon = lineIcon(
  'Bell',
  <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 20.8a2.2 2.2 0 0 0 4 0" />,
);
export const BellOffIcon = lineIcon(
  'BellOff',
  <path d="M4 4l16 16M8 6.5A6 6 0 0 1 18 11v3.5M6 9.8v6.7l-1.5 2H16M10 20.8a2.2 2.2 0 0 0 4 0" />,
);
export const KeyboardIcon = lineIcon(
  'Keyboard',
  <path d="M3 6.5h18v11H3zM7 10.5h.1M10.4 10.5h.1M13.7 10.5h.1M17 10.5h.1M8 14h8" />,
);
export const RowsIcon = lineIcon('Rows', <path d="M4 6h16M4 12h16M4 18h16" />);
export const RowsDenseIcon = lineIcon('RowsDense', <path d="M4 5h16M4 9.7h16M4 14.3h16M4 19h16" />);
export const WebhookIcon = lineIcon(
  'Webhook',
  <path d="M9.5 12.5 12 8.2a3.4 3.4 0 1 1 3-.2M14 14.6h4.2a3.3 3.3 0 1 1-2.8 4M12.4 9.3l2.6 4.6M8.6 13a3.4 3.4 0 1 0 1.6 4.6h4.6" />,
);
export const BookmarkIcon = lineIcon('Bookmark', <path d="M6.5 4h11v16.5L12 16.2l-5.5 4.3z" />);
export const ChevronRightIcon = lineIcon('ChevronRight', <path d="m10 7 5 5-5 5" />);
export const ImageIcon = lineIcon(
  'Image',
  <path d="M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9h.1" />,
);
export const ExpandIcon = lineIcon('Expand', <path d="M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5" />);
export const ShrinkIcon = lineIcon('Shrink', <path d="M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5" />);
export const PauseIcon = lineIcon('Pause', <path d="M9 6v12M15 6v12" />);
export const PlayIcon = lineIcon('Play', <path d="M8 5.5v13l10.5-6.5z" />);
export const FilterIcon = lineIcon('Filter', <path d="M4 6h16M7 12h10M10 18h4" />);
export const SoundIcon = lineIcon(
  'Sound',
  <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11" />,
);
export const SoundOffIcon = lineIcon(
  'SoundOff',
  <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5" />,
);
export const CustomersIcon = lineIcon(
  'Customers',
  <path d="M3.5 5.5h17v13h-17zM8.8 11.4a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8zM5.8 15.8c.3-1.6 1.5-2.4 3-2.4s2.7.8 3 2.4M14.8 9.5h3M14.8 13h3" />,
);
export const PencilIcon = lineIcon(
  'Pencil',
  <path d="M4.5 19.5v-4L16 4l4 4L8.5 19.5zM13.5 6.5l4 4" />,
);
export const PhoneIcon = lineIcon(
  'Phone',
  <path d="M5 4h4l1.6 4.6-2.2 1.6a12 12 0 0 0 5.4 5.4l1.6-2.2L20 15v4a1.2 1.2 0 0 1-1.3 1.2A15.8 15.8 0 0 1 3.8 5.3 1.2 1.2 0 0 1 5 4z" />,
);
export const TagIcon = lineIcon(
  'Tag',
  <path d="M4 4h8l8.2 8.2a1 1 0 0 1 0 1.4l-6.6 6.6a1 1 0 0 1-1.4 0L4 12zM8.2 8.2v.1" />,
);
export const ColumnsIcon = lineIcon('Columns', <path d="M4 5h16v14H4zM9.5 5v14M14.8 5v14" />);
export const MergeIcon = lineIcon(
  'Merge',
  <path d="M6 4v3.5c0 3 2.2 4.5 6 4.5s6 1.5 6 4.5V20M18 4v3.5c0 3-2.2 4.5-6 4.5s-6 1.5-6 4.5V20" />,
);
export const InvoiceIcon = lineIcon(
  'Invoice',
  <path d="M6 3.5h12v17l-2.4-1.6-1.8 1.6-1.8-1.6-1.8 1.6-1.8-1.6L6 20.5zM9 8.5h6M9 12h6" />,
);
export const ReceivablesIcon = lineIcon(
  'Receivables',
  <path d="M4 3.5v17M4 5.5h15v3H4zM4 10.5h10v3H4zM4 15.5h5v3H4z" />,
);
export const SirenIcon = lineIcon(
  'Siren',
  <path d="M6.5 16.5V13a5.5 5.5 0 0 1 11 0v3.5M4.5 16.5h15v4h-15zM12 4.5v-2M5 7.2 3.6 5.8M19 7.2l1.4-1.4M12 10.5A2.5 2.5 0 0 0 9.5 13" />,
);
export const ArchiveIcon = lineIcon(
  'Archive',
  <path d="M3.5 4.5h17v4h-17zM5 8.5v11h14v-11M10 12.5h4" />,
);
export const UnarchiveIcon = lineIcon(
  'Unarchive',
  <path d="M3.5 4.5h17v4h-17zM5 8.5v11h14v-11M12 17v-5.5M9.5 13.8 12 11.3l2.5 2.5" />,
);
