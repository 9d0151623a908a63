// @vitest-environment jsdom
import { ThemeProvider } from '@mui/material/styles';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Segmented, theme } from '../src';

afterEach(cleanup);

const OPTIONS = [
  { value: 'hour', label: 'Hour', disabled: true },
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
] as const;

function show(value: 'hour' | 'day' | 'week' | null) {
  render(
    <ThemeProvider theme={theme}>
      <Segmented label="Grain" value={value} options={OPTIONS} onChange={() => undefined} />
    </ThemeProvider>,
  );
  return screen.getAllByRole('button');
}

const stops = (buttons: HTMLElement[]) => buttons.map(({ tabIndex }) => tabIndex);

describe('a group of choices', () => {
  it('is one stop of the Tab key: the choice in force', () => {
    expect(stops(show('week'))).toEqual([-1, -1, 0]);
  });

  it('is entered at the first that can be chosen when none is', () => {
    expect(stops(show(null))).toEqual([-1, 0, -1]);
  });

  it('is walked with the arrows, round and past what cannot be chosen', () => {
    const [, day, week] = show('week');
    week!.focus();
    fireEvent.keyDown(week!, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(day);
    fireEvent.keyDown(day!, { key: 'ArrowLeft' });
    expect(document.activeElement).toBe(week);
  });

  it('shows what has the keyboard', () => {
    const [, day] = show('day');
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const ring = rules.find(
      ({ cssText }) =>
        cssText.includes(':focus-visible') &&
        day!.className.split(' ').some((name) => cssText.includes(`.${name}:`)),
    );
    expect(ring?.cssText).toContain('solid');
  });
});
