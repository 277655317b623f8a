// Saving: a blob to a file, a chart to PNG, a drawing to SVG with its colours inside, so that it looks the same anywhere.

export function save(name: string, content: Blob | string, type = 'text/plain'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  follow(address, name);
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Let the browser fetch and save a file of the server. */
export function follow(address: string, name = ''): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** All charts of a part of the page as one picture, under one another. */
export async function pngOf(root: ParentNode): Promise<Blob | null> {
  const canvases = [...root.querySelectorAll('canvas')].filter((canvas) => canvas.width > 0);
  const sheet = document.createElement('canvas');
  sheet.width = Math.max(0, ...canvases.map((canvas) => canvas.width));
  sheet.height = canvases.reduce((sum, canvas) => sum + canvas.height, 0);
  const ctx = sheet.getContext('2d');
  if (!ctx || !sheet.width) return null;
  ctx.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  let top = 0;
  for (const canvas of canvases) {
    ctx.drawImage(canvas, 0, top);
    top += canvas.height;
  }
  return new Promise((resolve) => sheet.toBlob(resolve, 'image/png'));
}

const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order', 'visibility', 'display'];

/** A drawing as a file of its own: what style sheets say is written into each element. */
export function svgOf(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = [drawing, ...drawing.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of KEPT) to[i]?.setAttribute(name, style.getPropertyValue(name));
    to[i]?.removeAttribute('class');
    to[i]?.removeAttribute('style');
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const box = drawing.getBoundingClientRect();
  if (!copy.getAttribute('width')) copy.setAttribute('width', String(box.width));
  if (!copy.getAttribute('height')) copy.setAttribute('height', String(box.height));
  return new XMLSerializer().serializeToString(copy);
}
