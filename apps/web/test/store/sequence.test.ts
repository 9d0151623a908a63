import { describe, expect, it } from 'vitest';
import { admit } from '@/store/realtime/sequence';
import { paymentEvent } from '../support/samples';

const seqs = (events: readonly { seq: number }[]) => events.map((event) => event.seq);
const events = (...numbers: number[]) => numbers.map((seq) => paymentEvent(seq));

describe('admission of incoming events', () => {
  it('takes what is next in line, in order', () => {
    const { admitted, beyondGap } = admit(4, events(6, 5, 7));
    expect(seqs(admitted)).toEqual([5, 6, 7]);
    expect(beyondGap).toEqual([]);
  });

  it('drops what is known, and repetitions', () => {
    const { admitted, beyondGap } = admit(4, events(3, 4, 5, 5));
    expect(seqs(admitted)).toEqual([5]);
    expect(beyondGap).toEqual([]);
  });

  it('keeps what lies beyond a gap', () => {
    const { admitted, beyondGap } = admit(4, events(5, 8, 7, 8));
    expect(seqs(admitted)).toEqual([5]);
    expect(seqs(beyondGap)).toEqual([7, 8]);
  });
});
