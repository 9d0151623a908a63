export interface Throttled {
  (): void;
  /** Forgets a call that still waits. */
  cancel(): void;
}

/**
 * Calls `run` at once and then at most once per `interval`, the last call of a burst included.
 */
export function throttle(run: () => void, interval: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = false;

  const tick = () => {
    timer = undefined;
    if (!waiting) return;
    waiting = false;
    fire();
  };
  const fire = () => {
    timer = setTimeout(tick, interval);
    run();
  };
  const throttled = () => {
    if (timer === undefined) fire();
    else waiting = true;
  };
  throttled.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = false;
  };
  return throttled;
}
