'use client';

import Drawer from '@mui/material/Drawer';
import type { Question } from './question';

export interface ExplanationDrawerProps {
  open: boolean;
  /** Stays the same while the drawer slides out. */
  question: Question;
  onChange: (question: Question) => void;
  onClose: () => void;
}

/** What contributed to a change, and how much. */
export default function ExplanationDrawer({ open, onClose }: ExplanationDrawerProps) {
  return <Drawer anchor="right" open={open} onClose={onClose} />;
}
