// The size that a bank card asks for: large enough for a thumb, never larger than the window, never smaller than drawn.
import { expect, test } from 'vitest';
import { mostZoom, moveOutline, targetMm, wantedZoom, zoomFor } from '#screen/size.ts';

/** Pixels of a millimetre of a screen so many pixels and millimetres wide. */
const screenOf = (pixels: number, millimetres: number) => pixels / millimetres;

const fullHd = { width: 1920, height: 1080 };

test('a 15.6 inch screen of 1920 pixels wants 120 %, and then every button has 10 mm', () => {
  const pxPerMm = screenOf(1920, 345);
  expect(targetMm(100, pxPerMm)).toBeCloseTo(8.6, 1);
  expect(wantedZoom(pxPerMm)).toBe(120);
  expect(targetMm(120, pxPerMm)).toBeGreaterThanOrEqual(10);
  expect(targetMm(115, pxPerMm)).toBeLessThan(10);
  expect(zoomFor(pxPerMm, fullHd)).toBe(120);
});

test('a coarse screen stays as it was drawn: it is large already', () => {
  expect(zoomFor(screenOf(1024, 304), { width: 1024, height: 768 })).toBe(100);
});

test('the counter must still fit into the window, whatever the card says', () => {
  expect(mostZoom(fullHd)).toBe(170);
  expect(mostZoom({ width: 1366, height: 768 })).toBe(120);
  expect(mostZoom({ width: 1024, height: 768 })).toBe(105);
  expect(zoomFor(7, { width: 1366, height: 768 })).toBe(120);
  // A window that is too small for anything: the smallest there is.
  expect(mostZoom({ width: 640, height: 480 })).toBe(80);
  expect(zoomFor(7, { width: 640, height: 480 })).toBe(80);
});

test('at the zoom that is allowed the frame keeps 960 by 620 pixels', () => {
  for (const width of [1024, 1280, 1366, 1600, 1920, 2560, 3840]) {
    for (const height of [720, 768, 900, 1080, 1440, 2160]) {
      const share = mostZoom({ width, height }) / 100;
      expect(width / share).toBeGreaterThanOrEqual(960);
      expect(height / share).toBeGreaterThanOrEqual(620);
    }
  }
});

test('the outline moves by whole pixels and stops at what no screen is', () => {
  const wide = moveOutline(4, 1);
  expect((wide - 4) * 85.6).toBeCloseTo(1, 9);
  expect(moveOutline(moveOutline(4, 6), -6)).toBeCloseTo(4, 9);
  expect(moveOutline(6.99, 400)).toBe(7);
  expect(moveOutline(2.6, -400)).toBe(2.5);
});
