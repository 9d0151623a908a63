/** The chart as a picture to paste elsewhere: what is drawn, with a title and what it is about. */

export interface PictureText {
  title: string;
  /** Range, currency, method, organisation. */
  about: string;
  legend: readonly { label: string; colour: string; dashed?: boolean }[];
  /** When the figures were read. */
  foot: string;
}

/** Twice the pixels: sharp on the screens of slides. */
const SCALE = 2;
const PADDING = 24;
const HEAD = 84;
const FOOT = 36;

/** What a drawing takes from style sheets and variables that a picture does not have. */
const INLINED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
] as const;

/** A PNG of the drawing in the colours of the theme. Raises where the browser cannot paint it. */
export async function chartPicture(chart: SVGSVGElement, text: PictureText): Promise<Blob> {
  const { width, height } = chart.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((width + 2 * PADDING) * SCALE);
  canvas.height = Math.ceil((height + HEAD + FOOT + PADDING) * SCALE);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('No canvas.');
  pen.scale(SCALE, SCALE);
  const page = getComputedStyle(chart.closest('section') ?? document.body);
  pen.fillStyle = page.backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const colours = { text: page.color, muted: mutedOf(chart, page.color) };
  const font = page.fontFamily;
  writeHead(pen, text, colours, font);
  pen.drawImage(await imageOf(chart, width, height), PADDING, HEAD, width, height);
  writeLabels(pen, chart);
  write(pen, text.foot, PADDING, HEAD + height + FOOT / 2 + 4, `12px ${font}`, colours.muted);
  return blobOf(canvas);
}

function writeHead(
  pen: CanvasRenderingContext2D,
  { title, about, legend }: PictureText,
  { text, muted }: { text: string; muted: string },
  font: string,
): void {
  write(pen, title, PADDING, 24, `600 16px ${font}`, text);
  write(pen, about, PADDING, 44, `12px ${font}`, muted);
  let x = PADDING;
  for (const { label, colour, dashed } of legend) {
    pen.strokeStyle = colour;
    pen.lineWidth = 4;
    pen.setLineDash(dashed ? [4, 3] : []);
    pen.beginPath();
    pen.moveTo(x, 66);
    pen.lineTo(x + 14, 66);
    pen.stroke();
    pen.setLineDash([]);
    write(pen, label, x + 20, 66, `12px ${font}`, muted);
    x += 20 + pen.measureText(label).width + 20;
  }
}

/** The shapes alone: an image has no fonts of the page, so that text is written by the canvas. */
async function imageOf(chart: SVGSVGElement, width: number, height: number) {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = chart.querySelectorAll('*');
  const copies = copy.querySelectorAll('*');
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    for (const name of INLINED) {
      const value = style.getPropertyValue(name);
      if (value) copies[index]!.setAttribute(name, localReference(value));
    }
  });
  copy.querySelectorAll('text').forEach((label) => label.remove());
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/** Some browsers make `url(#hatch)` an address of the page, which an image cannot reach. */
function localReference(value: string): string {
  return value.replace(/url\("?[^"#)]*(#[^")]+)"?\)/, 'url($1)');
}

function writeLabels(pen: CanvasRenderingContext2D, chart: SVGSVGElement): void {
  const frame = chart.getBoundingClientRect();
  for (const label of chart.querySelectorAll('text')) {
    const { left, top, height } = label.getBoundingClientRect();
    const { fill, fontSize, fontFamily } = getComputedStyle(label);
    const x = PADDING + left - frame.left;
    const y = HEAD + top - frame.top + height / 2;
    write(pen, label.textContent, x, y, `${fontSize} ${fontFamily}`, fill);
  }
}

function mutedOf(chart: SVGSVGElement, fallback: string): string {
  const label = chart.querySelector('text');
  return label ? getComputedStyle(label).fill : fallback;
}

function write(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  font: string,
  colour: string,
): void {
  pen.font = font;
  pen.fillStyle = colour;
  pen.textBaseline = 'middle';
  pen.fillText(text, x, y);
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('No picture.'))), 'image/png'),
  );
}
