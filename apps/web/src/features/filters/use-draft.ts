'use client';

import { useEffect, useEffectEvent, useState } from 'react';

const TYPING_PAUSE = 300;

/**
 * What is being typed, handed on once the typing pauses.
 *
 * A draft that `accepts` refuses stays in the field and is not handed on. A value that changes
 * elsewhere replaces the draft; one that merely echoes it does not, as typing may have gone on.
 */
export function useDraft(
  value: string,
  onChange: (value: string) => void,
  accepts: (text: string) => boolean = () => true,
): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const [handedOn, setHandedOn] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== handedOn) setText(value);
  }
  const handOn = useEffectEvent(() => {
    if (!accepts(text)) return;
    setHandedOn(text);
    onChange(text);
  });
  useEffect(() => {
    if (text === known) return undefined;
    const timer = setTimeout(handOn, TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text, known]);
  return [text, setText];
}
