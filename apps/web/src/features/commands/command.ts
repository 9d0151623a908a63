import type { Permission } from '@cashbeat/shared-types';
import type { ComponentType } from 'react';

/** In this order they stand in the palette and in the help. */
export const COMMAND_GROUPS = [
  'This page',
  'Go to',
  'Time range',
  'Appearance',
  'Organisation',
  'Account and help',
] as const;

export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something that a person can do by its name, or by keys. */
export interface Command {
  id: string;
  group: CommandGroup;
  /** What it does: "Go to payments" is "Payments" in the group "Go to". */
  title: string;
  /** Said beside the title: what is in force, or where it leads. */
  note?: string;
  /** Other words that people look for it by. */
  words?: string;
  /** Keys one after the other: "g p". */
  keys?: string;
  Icon?: ComponentType;
  /** Without it the command is not offered. */
  needs?: Permission;
  run: () => unknown;
}

/** Those that the person may give, in the order of their groups. */
export function offered(
  commands: readonly Command[],
  permissions: readonly Permission[] = [],
): Command[] {
  return commands
    .filter(({ needs }) => needs === undefined || permissions.includes(needs))
    .toSorted((one, other) => rank(one) - rank(other));
}

function rank({ group }: Command): number {
  return COMMAND_GROUPS.indexOf(group);
}
