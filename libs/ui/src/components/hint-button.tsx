'use client';

import ButtonBase, { type ButtonBaseProps } from '@mui/material/ButtonBase';
import { type ComponentType, useEffect, useId, useRef, useState } from 'react';
import type { HintBubbleProps } from './hint-bubble';

export interface HintButtonProps extends Omit<ButtonBaseProps, 'ref'> {
  /** What hover, focus and touch explain. */
  hint: string;
}

const OPEN_DELAY = 250;
/** Long enough to move the pointer from the button to the bubble. */
const CLOSE_DELAY = 150;

/** A button that explains itself. What draws the bubble is loaded when one is first about to open. */
export function HintButton({ hint, children, ...props }: HintButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const [Bubble, setBubble] = useState<ComponentType<HintBubbleProps>>();
  const id = useId();

  const turn = (next: boolean, delay: number) => {
    if (next) {
      // Without the network there is no bubble; the next attempt asks anew.
      import('./hint-bubble')
        .then((loaded) => setBubble(() => loaded.default))
        .catch(() => undefined);
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), delay);
  };
  const isOpen = open && Bubble !== undefined;

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isOpen) return undefined;
    const closeByKey = ({ key }: KeyboardEvent) => key === 'Escape' && setOpen(false);
    // Not every browser moves the focus to a button that is touched, and so takes it away again.
    const closeByTouch = ({ target }: PointerEvent) =>
      button.current?.contains(target as Node) || setOpen(false);
    document.addEventListener('keydown', closeByKey);
    document.addEventListener('pointerdown', closeByTouch);
    return () => {
      document.removeEventListener('keydown', closeByKey);
      document.removeEventListener('pointerdown', closeByTouch);
    };
  }, [isOpen]);

  return (
    <>
      <ButtonBase
        {...props}
        ref={button}
        aria-describedby={isOpen ? id : undefined}
        onPointerEnter={({ pointerType }) => pointerType !== 'touch' && turn(true, OPEN_DELAY)}
        onPointerLeave={({ pointerType }) => pointerType !== 'touch' && turn(false, CLOSE_DELAY)}
        onPointerUp={({ pointerType }) => pointerType === 'touch' && turn(!open, 0)}
        onFocus={({ target }) => target.matches(':focus-visible') && turn(true, OPEN_DELAY)}
        onBlur={() => turn(false, 0)}
      >
        {children}
      </ButtonBase>
      {isOpen && (
        <Bubble
          id={id}
          anchor={button}
          onPointerEnter={() => turn(true, 0)}
          onPointerLeave={() => turn(false, CLOSE_DELAY)}
        >
          {hint}
        </Bubble>
      )}
    </>
  );
}
