// @vitest-environment jsdom
import { ThemeProvider } from '@mui/material/styles';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { HintButton, theme } from '../src';

afterEach(cleanup);

function show() {
  render(
    <ThemeProvider theme={theme}>
      <HintButton hint="Succeeded ÷ attempts.">Rate</HintButton>
    </ThemeProvider>,
  );
  return screen.getByRole('button', { name: 'Rate' });
}

const bubble = () => screen.queryByRole('tooltip');

describe('a hint', () => {
  it('opens under a pointer, describes its button, and stays while it is pointed at', async () => {
    const button = show();
    fireEvent.pointerEnter(button, { pointerType: 'mouse' });
    expect(bubble()).toBeNull();
    const shown = await screen.findByRole('tooltip');
    expect(shown.textContent).toBe('Succeeded ÷ attempts.');
    expect(button.getAttribute('aria-describedby')).toBe(shown.id);

    fireEvent.pointerLeave(button, { pointerType: 'mouse' });
    fireEvent.pointerEnter(shown, { pointerType: 'mouse' });
    await new Promise((done) => setTimeout(done, 300));
    expect(bubble()).not.toBeNull();
    fireEvent.pointerLeave(shown, { pointerType: 'mouse' });
    await waitFor(() => expect(bubble()).toBeNull());
  });

  it('opens at a touch, and closes at the next one anywhere else', async () => {
    const button = show();
    // jsdom has no PointerEvent to say what kind of pointer it was.
    const touch = new MouseEvent('pointerup', { bubbles: true });
    fireEvent(button, Object.assign(touch, { pointerType: 'touch' }));
    await screen.findByRole('tooltip');
    fireEvent.pointerDown(document.body);
    await waitFor(() => expect(bubble()).toBeNull());
  });

  it('closes with Escape', async () => {
    const button = show();
    fireEvent.pointerEnter(button, { pointerType: 'mouse' });
    await screen.findByRole('tooltip');
    fireEvent.keyDown(document, { key: 'Escape' });
    await waitFor(() => expect(bubble()).toBeNull());
  });
});
