import { renderSVG } from 'uqr';

/**
 * A QR code as an SVG image, black on white with the four white modules around it that readers ask for.
 * Level M: it still reads with a fold or a stain over a seventh of it.
 */
export function qrCode(text: string): string {
  return renderSVG(text, { ecc: 'M', border: 4, pixelSize: 1 });
}
