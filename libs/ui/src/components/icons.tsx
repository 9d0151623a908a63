import SvgIcon, { type SvgIconProps } from '@mui/material/SvgIcon';
import type { ReactNode } from 'react';

/** Line icons on a 24 px grid, 1.75 px strokes, so that all of them weigh the same. */
function lineIcon(name: string, drawing: ReactNode) {
  function Icon(props: SvgIconProps) {
    return (
      <SvgIcon
        viewBox="0 0 24 24"
        {...props}
        sx={[
          { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75, fontSize: 18 },
          ...(Array.isArray(props.sx) ? props.sx : [props.sx]),
        ]}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {drawing}
      </SvgIcon>
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
