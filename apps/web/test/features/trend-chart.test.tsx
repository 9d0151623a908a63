import { formatsFor } from '@cashbeat/utils';
import { act } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChartPoint, chartPoints } from '@/features/trends/chart-points';
import TrendChart, { type TrendChartProps } from '@/features/trends/trend-chart';
import { bucket } from '../support/samples';
import { renderWithStore } from '../support/render';

const british = formatsFor('en-GB');
const formatMoneyAxis = vi.fn(british.formatMoneyAxis);
const formats = { ...british, formatMoneyAxis };
vi.mock('@/store/session/use-formats', () => ({ useFormats: () => formats }));

const SIZE = { width: 600, height: 300 };
const onPlot = vi.fn<TrendChartProps['onPlot']>();

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(
    DOMRect.fromRect({ x: 0, y: 0, ...SIZE }),
  );
  const Unchanging = class {
    observe = vi.fn();
    unobserve = vi.fn();
    disconnect = vi.fn();
  };
  vi.stubGlobal('ResizeObserver', Unchanging);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The 1st to the 20th: 100, 200 … 2,000 of volume. */
const points = (change: Partial<Record<number, Partial<ChartPoint>>> = {}, count = 20) =>
  chartPoints(
    Array.from({ length: count }, (_, index) => bucket(index + 1)),
    'day',
    'UTC',
    british,
  ).map((point, index) => ({ ...point, ...change[index] }));

function show(first: ChartPoint[], band: TrendChartProps['band'] = null) {
  const chart = (shown: ChartPoint[]) => (
    <TrendChart points={shown} currency="EUR" band={band} onPlot={onPlot} />
  );
  const { container, rerender } = renderWithStore(chart(first));
  const all = (selector: string) => [...container.querySelectorAll(selector)];
  return {
    all,
    outlines: (selector: string) => all(selector).map((mark) => mark.getAttribute('d')!),
    next: (shown: ChartPoint[]) => act(() => rerender(chart(shown))),
    container,
  };
}

/** How tall an outline is, from its first point up to where its corner begins. */
const sideOf = (outline: string) => Number(/v-([\d.]+)/.exec(outline)![1]);
const strokesOf = (outline: string) => outline.split('M').length - 1;

const expected: ChartPoint['expected'] = {
  samples: 8,
  volume: { low: 500, middle: 600, high: 700 },
  successRate: { low: 0.7, middle: 0.8, high: 0.9 },
};

describe('the chart of volume and success rate', () => {
  it('draws a bar for each bucket with volume, as tall as its share of the axis', () => {
    const { outlines } = show(points({ 4: { amount: 0 } }));
    const bars = outlines('.volume-bar');
    expect(bars).toHaveLength(19);
    const { height } = onPlot.mock.lastCall![0];
    // The axis ends at 2,000; the corner is 3 pixels high.
    expect(sideOf(bars[9 - 1]!)).toBeCloseTo(height / 2 - 3, 0);
    expect(sideOf(bars.at(-1)!)).toBeCloseTo(height - 3, 0);
  });

  it('has an axis for each measure, with every tick', () => {
    const { container } = show(points());
    expect(container).toHaveTextContent('€0€500€1k€1.5k€2k0%25%50%75%100%');
  });

  it('hatches what is not whole yet', () => {
    const { all } = show(points({ 19: { complete: false } }));
    const fills = all('.volume-bar').map((bar) => bar.getAttribute('fill'));
    const [hatch] = all('pattern');
    expect(fills.at(-1)).toBe(`url(#${hatch!.id})`);
    expect(fills[0]).not.toContain('url');
  });

  it('leaves a hole in the line where nobody tried to pay', () => {
    const { outlines } = show(points({ 7: { successRate: null } }));
    expect(strokesOf(outlines('.success-rate')[0]!)).toBe(2);
  });

  it('draws a dashed line of what is compared with, and none without', () => {
    const previous = { title: 'x', amount: 50, successRate: null };
    const { outlines, next } = show(points());
    expect(outlines('.previous-volume')).toEqual([]);
    next(points({ 2: { previous }, 3: { previous } }));
    expect(strokesOf(outlines('.previous-volume')[0]!)).toBe(1);
  });

  it.each(['volume', 'success_rate'] as const)('draws the expected band of %s', (measure) => {
    const { outlines } = show(points({ 2: { expected }, 3: { expected } }), measure);
    const [band] = outlines('.expected-band');
    // There and back, closed.
    expect(band).toMatch(/^M[\d.,]+L[\d.,]+L[\d.,]+L[\d.,]+Z$/);
  });

  it('marks what is unusual over its bucket', () => {
    const anomaly = { measure: 'volume', direction: 'above', actual: 600 } as ChartPoint['anomaly'];
    const { all } = show(points({ 5: { anomaly } }));
    const { x, width } = onPlot.mock.lastCall![0];
    expect(all('.anomaly-mark')).toHaveLength(1);
    const [, left] = /translate\(([\d.]+),/.exec(
      all('.anomaly-mark')[0]!.getAttribute('transform')!,
    )!;
    expect(Number(left)).toBeCloseTo(x + (width * 5.5) / 20, 0);
  });

  it('has a dot for each bucket where they are few', () => {
    const { all, next } = show(points({}, 7));
    expect(all('circle')).toHaveLength(7);
    next(points());
    expect(all('circle')).toHaveLength(0);
  });

  it('moves its marks with the figures, and lays the axes out again only for other axes', () => {
    const { outlines, next, container } = show(points());
    const bars = outlines('.volume-bar');
    formatMoneyAxis.mockClear();
    next(points({ 9: { amount: 1_400, successRate: 0.4 } }));
    expect(sideOf(outlines('.volume-bar')[9]!)).toBeGreaterThan(sideOf(bars[9]!));
    expect(formatMoneyAxis).not.toHaveBeenCalled();

    next(points({ 9: { amount: 7_900 } }));
    expect(formatMoneyAxis).toHaveBeenCalled();
    expect(container).toHaveTextContent('€8k');

    next(points({ 9: { amount: 7_900 }, 19: { label: 'Renamed' } }));
    expect(container).toHaveTextContent('Renamed');
  });

  it('paints nothing anew for what moves by less than can be seen', () => {
    const { outlines, next } = show(points());
    const bars = outlines('.volume-bar');
    next(points({ 9: { amount: 1_000.1 } }));
    expect(outlines('.volume-bar')).toEqual(bars);
  });
});
