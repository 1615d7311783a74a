import type { Packed, PageData } from './data.ts';

// The browser's own objects; this file alone speaks to them.
declare const document: any;
declare const atob: (text: string) => string;

/**
 * The program of a report page: moves one cursor over all plots and writes the readings under it wherever they have a
 * place. It is sent to the browser as its own source text, so it may use nothing from outside itself.
 */
function page(): void {
  const all = (selector: string): any[] => [...document.querySelectorAll(selector)];
  const one = (selector: string): any => document.querySelector(selector);
  const data: PageData = JSON.parse(one('#data').textContent);
  const slider = one('#cursor');

  const cells = (text: string, size: number): DataView => {
    const raw = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const whole = new Uint8Array((raw.length / size) * 4);
    raw.forEach((byte, i) => {
      whole[Math.floor(i / size) * 4 + (i % size) + 4 - size] = byte;
    });
    return new DataView(whole.buffer);
  };
  const unpack = ({ values, runs }: Packed): Float32Array => {
    const packed = cells(values, data.bytes);
    const counts = runs === undefined ? undefined : cells(runs, 4);
    const readings: number[] = [];
    for (let i = 0; i < packed.byteLength; i += 4) {
      for (let n = counts ? counts.getUint32(i, true) : 1; n > 0; n--)
        readings.push(packed.getFloat32(i, true));
    }
    return Float32Array.from(readings);
  };
  const signals = new Map(
    data.signals.map(({ name, last, min, max }) => [
      name,
      { last: unpack(last), min: min && unpack(min), max: max && unpack(max) },
    ]),
  );

  const figure = (reading: number): string => {
    if (Number.isNaN(reading)) return 'invalid';
    return Number.isFinite(reading)
      ? String(Number(reading.toPrecision(data.bytes + 2)))
      : reading > 0
        ? '+Inf'
        : '-Inf';
  };
  const readingAt = (name: string, bucket: number): number => signals.get(name)?.last[bucket] ?? Number.NaN;
  const isOn = (name: string | undefined, bucket: number): boolean => {
    const signal = name === undefined ? undefined : signals.get(name);
    return signal !== undefined && (signal.max ?? signal.last)[bucket]! > 0;
  };
  const moveAt = (bucket: number): string =>
    (['reset', 'backward', 'forward'] as const).find((effect) => isOn(data.moves[effect], bucket)) ?? 'hold';
  const timeAt = (tick: number): string => {
    const seconds = tick * data.interval;
    if (data.start !== null)
      return `${new Date(data.start + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    const rest = Number((seconds % 60).toFixed(3));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
    return `t+${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${rest}s`;
  };

  const lines = all('svg.plot .cursor');
  const readings = all('[data-reading]');
  const nets = all('svg.circuit [data-signal]').map((net) => ({
    net,
    name: net.getAttribute('data-signal'),
    isTruth: net.hasAttribute('data-truth'),
    text: net.querySelector('.value'),
    decidesAtEnd: net.classList.contains('because'),
  }));
  const jumps = all('[data-tick]').map((button) => ({
    button,
    tick: Number(button.getAttribute('data-tick')),
  }));
  const buckets = Number(slider.max) + 1;

  const show = (bucket: number): void => {
    const tick = bucket * data.ticksPerBucket;
    const last = Math.min(data.ticks, tick + data.ticksPerBucket) - 1;
    const time = timeAt(tick);
    const accept = data.accept === null ? '' : `${figure(readingAt(data.accept, bucket))} %`;
    const move = moveAt(bucket);
    slider.value = String(bucket);
    slider.setAttribute(
      'aria-valuetext',
      [time, accept && `accept ${accept}`, move].filter(Boolean).join(', '),
    );
    one('#time').textContent = time;
    one('#tick').textContent = last > tick ? `ticks ${tick} to ${last}` : `tick ${tick}`;
    one('#accept').textContent = accept;
    one('#move').textContent = move;
    one('#move').setAttribute('class', `move ${move}`);
    const x = `${((bucket + 0.5) / buckets) * 100}%`;
    for (const line of lines) {
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    }
    for (const output of readings) output.textContent = describe(output.getAttribute('data-reading'), bucket);
    for (const net of nets) paint(net, readingAt(net.name, bucket), bucket === buckets - 1);
    for (const { button, tick: at } of jumps)
      button.closest('tr').classList.toggle('now', Math.floor(at / data.ticksPerBucket) === bucket);
  };
  const describe = (name: string, bucket: number): string => {
    const signal = signals.get(name);
    if (!signal) return '';
    const text = figure(signal.last[bucket]!);
    const [low, high] = [signal.min?.[bucket] ?? Number.NaN, signal.max?.[bucket] ?? Number.NaN];
    return low < high ? `${text} (${figure(low)} to ${figure(high)})` : text;
  };
  const paint = (
    { net, isTruth, text, decidesAtEnd }: (typeof nets)[number],
    reading: number,
    isEnd: boolean,
  ): void => {
    const state = Number.isNaN(reading) ? 'invalid' : isTruth ? (reading === 0 ? 'false' : 'true') : 'number';
    net.setAttribute('class', `net is-${state}${decidesAtEnd && isEnd ? ' because' : ''}`);
    if (text) text.textContent = state === 'number' ? figure(reading) : state;
  };
  const jump = (tick: number): void => {
    show(Math.min(buckets - 1, Math.floor(tick / data.ticksPerBucket)));
    one('#said').textContent = slider.getAttribute('aria-valuetext');
  };

  slider.addEventListener('input', () => show(Number(slider.value)));
  const turn = (event: any, plot: any): void => {
    const box = plot.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    show(Math.min(buckets - 1, Math.max(0, Math.floor(share * buckets))));
  };
  for (const plot of all('svg.plot')) {
    plot.addEventListener('pointerdown', (event: any) => {
      plot.setPointerCapture(event.pointerId);
      turn(event, plot);
    });
    plot.addEventListener('pointermove', (event: any) => event.buttons & 1 && turn(event, plot));
  }
  for (const { button, tick } of jumps) button.closest('tr').addEventListener('click', () => jump(tick));
  const neighbour = (direction: 1 | -1): void => {
    const here = Number(slider.value);
    const ticks = jumps.map(({ tick }) => Math.floor(tick / data.ticksPerBucket));
    const found = direction > 0 ? ticks.find((b) => b > here) : ticks.findLast((b) => b < here);
    if (found !== undefined) jump(found * data.ticksPerBucket);
  };
  one('#previous')?.addEventListener('click', () => neighbour(-1));
  one('#next')?.addEventListener('click', () => neighbour(1));
  document.addEventListener('keydown', (event: any) => {
    if (event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : undefined;
    if (step === undefined) return;
    event.preventDefault();
    show(Math.min(buckets - 1, Math.max(0, Number(slider.value) + step * (event.shiftKey ? 10 : 1))));
  });
  show(Number(slider.value));
}

export const pageScript = (): string => `(${page})()`;
