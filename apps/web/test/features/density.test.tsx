import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followDensity } from '@/features/appearance/density';
import { DENSITY_KEY } from '@/features/appearance/density-key';
import { DensityToggle } from '@/features/appearance/density-toggle';
import { renderWithStore } from '../support/render';

const shown = () => document.documentElement.dataset.density;

describe('density', () => {
  let stop: () => void;
  beforeEach(() => {
    localStorage.clear();
    stop = followDensity();
  });
  afterEach(() => stop());

  it('is comfortable until another is chosen, and the choice stays', async () => {
    renderWithStore(<DensityToggle />);
    expect(shown()).toBe('comfortable');
    await userEvent.click(screen.getByRole('button', { name: 'Compact' }));
    expect(shown()).toBe('compact');
    expect(screen.getByRole('button', { name: 'Compact' })).toHaveAttribute('aria-pressed', 'true');
    expect(localStorage.getItem(DENSITY_KEY)).toBe('compact');
  });

  it('follows the choice of another tab', () => {
    localStorage.setItem(DENSITY_KEY, 'compact');
    window.dispatchEvent(new StorageEvent('storage', { key: DENSITY_KEY }));
    expect(shown()).toBe('compact');
  });

  it('makes nothing of what nobody could have chosen', () => {
    localStorage.setItem(DENSITY_KEY, 'roomy');
    window.dispatchEvent(new StorageEvent('storage', { key: DENSITY_KEY }));
    expect(shown()).toBe('comfortable');
  });

  it('lives as long as the page where storage is forbidden', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    renderWithStore(<DensityToggle />);
    await userEvent.click(screen.getByRole('button', { name: 'Compact' }));
    expect(shown()).toBe('compact');
  });
});
