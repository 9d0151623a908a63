import { formatsFor } from '@cashbeat/utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { NOWHERE } from '@/features/trends/bucket-cursor';
import { BucketLayer } from '@/features/trends/bucket-layer';
import { chartPoints } from '@/features/trends/chart-points';
import { bucket } from '../support/samples';
import { renderWithStore } from '../support/render';

/** Ten days, of a hundred pixels each. */
const plot = { x: 0, y: 0, width: 1_000, height: 300 };
const points = chartPoints(
  Array.from({ length: 10 }, (_, index) => bucket(index + 1)),
  'day',
  'UTC',
  formatsFor('en-GB'),
);

function show() {
  const deeds = { onOpen: vi.fn(), onZoom: vi.fn(), onExplain: vi.fn() };
  function Chart() {
    const [cursor, setCursor] = useState(NOWHERE);
    return (
      <BucketLayer
        points={points}
        currency="EUR"
        plot={plot}
        cursor={cursor}
        opens="its hours"
        onCursor={setCursor}
        {...deeds}
      />
    );
  }
  renderWithStore(<Chart />);
  const layer = screen.getByTestId('bucket-layer');
  vi.spyOn(layer, 'getBoundingClientRect').mockReturnValue(DOMRect.fromRect(plot));
  layer.setPointerCapture = vi.fn();
  const user = userEvent.setup();
  const at = (day: number) => ({ target: layer, coords: { clientX: day * 100 - 50 } });
  return {
    ...deeds,
    press: (name: string) =>
      user.pointer({ keys: '[TouchA]', target: screen.getByRole('button', { name }) }),
    tap: (day: number) => user.pointer({ keys: '[TouchA]', ...at(day) }),
    drag: (first: number, last: number) =>
      user.pointer([
        { keys: '[MouseLeft>]', ...at(first) },
        at(last),
        { keys: '[/MouseLeft]', ...at(last) },
      ]),
  };
}

describe('the buckets under a mouse', () => {
  it('are opened by a click, and zoomed into by a drag', async () => {
    const { drag, onOpen, onZoom } = show();
    await drag(4, 4);
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(3);
    await drag(6, 2);
    expect(onZoom).toHaveBeenCalledExactlyOnceWith([1, 5]);
    expect(onOpen).toHaveBeenCalledOnce();
  });
});

describe('the buckets under a finger', () => {
  it('show their figures, and open by a button', async () => {
    const { tap, press, onOpen } = show();
    await tap(4);
    expect(screen.getByText('4 Nov 2026')).toBeVisible();
    expect(onOpen).not.toHaveBeenCalled();
    await press('Show its hours');
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(3);
  });

  it('are zoomed into from one end to the other, in whichever order', async () => {
    const { tap, press, onZoom } = show();
    await tap(7);
    await press('Zoom from here');
    expect(screen.getByText('From 7 Nov 2026')).toBeVisible();
    await tap(3);
    expect(onZoom).toHaveBeenCalledExactlyOnceWith([2, 6]);
  });

  it('are not zoomed into where the other end is the same', async () => {
    const { tap, press, onZoom } = show();
    await tap(7);
    await press('Zoom from here');
    await tap(7);
    expect(onZoom).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Zoom from here' })).toBeVisible();
  });
});
