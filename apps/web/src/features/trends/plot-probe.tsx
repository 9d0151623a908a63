import { useEffect } from 'react';
import { usePlotArea } from 'recharts';
import type { Plot } from './plot';

/** Tells where the plot of its chart is, whenever that changes. Draws nothing. */
export function PlotProbe({ onPlot }: { onPlot: (plot: Plot) => void }) {
  const area = usePlotArea();
  const { x, y, width, height } = area ?? {};
  useEffect(() => {
    if (x === undefined || y === undefined || !width || !height) return;
    onPlot({ x, y, width, height });
  }, [x, y, width, height, onPlot]);
  return null;
}
