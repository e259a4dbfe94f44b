// A melody as tones of the Web Audio API: nothing sounds until someone asks for it.

/** The frequency of a MIDI number, in hertz; 69 is A at 440. */
export const frequency = (midi) => 440 * 2 ** ((midi - 69) / 12);

/** The tones of a melody: a note and the holds after it are one tone. */
export function tonesOf(melody, { midi, hold, seconds }) {
  const tones = [];
  melody.forEach((note, step) => {
    if (note !== hold) tones.push({ step, steps: 1, hertz: frequency(midi[note]) });
    else if (tones.length) tones.at(-1).steps += 1;
  });
  return tones.map(({ step, steps, hertz }) =>
    ({ hertz, start: step * seconds, length: steps * seconds }));
}

/** Play tones; `onEnd` is called at their end, not when they are stopped before it. */
export function play(tones, onEnd) {
  const context = new AudioContext();
  const begin = context.currentTime + 0.1;
  for (const { hertz, start, length } of tones) {
    const [source, volume] = [context.createOscillator(), context.createGain()];
    const [from, to] = [begin + start, begin + start + length];
    Object.assign(source, { type: "triangle" }).frequency.value = hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.25, from + 0.02);
    volume.gain.setTargetAtTime(0, to - 0.06, 0.02); // before the next one begins
    source.connect(volume).connect(context.destination);
    source.start(from);
    source.stop(to);
    if (tones.at(-1).start === start) source.onended = () => { context.close(); onEnd(); };
  }
  return {
    now: () => context.currentTime - begin,
    stop: () => { if (context.state !== "closed") context.close(); },
  };
}
