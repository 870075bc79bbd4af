// How large the screen is drawn, from how large a bank card is on it. Pure; lengths are CSS pixels without zoom, and
// millimetres of the glass.

/** Every bank card (ISO/IEC 7810 ID-1). */
export const cardMm = { width: 85.6, height: 53.98 };

/** What the smallest button measures, and what a thumb hits without looking. */
const TARGET_PX = 48;
const TARGET_MM = 10;

/** The frame must still hold every screen. */
const LEAST_ROOM = { width: 960, height: 620 };

const STEP = 5;
const LEAST = 80;
const MOST = 200;

/** What the browser believes of every screen: 96 pixels an inch. The card tells better. */
export const firstPixelsPerMm = 96 / 25.4;

/** Between the coarsest and the finest screens a counter has. */
const leastPixelsPerMm = 2.5;
const mostPixelsPerMm = 7;

/** The scale after the outline became so many pixels wider. */
export function moveOutline(pxPerMm: number, byPixels: number): number {
  return Math.min(mostPixelsPerMm, Math.max(leastPixelsPerMm, pxPerMm + byPixels / cardMm.width));
}

export function targetMm(zoomPercent: number, pxPerMm: number): number {
  return (TARGET_PX * zoomPercent) / 100 / pxPerMm;
}

interface Room {
  width: number;
  height: number;
}

/** The largest zoom at which the frame still fits into the window, in percent. */
export function mostZoom(room: Room): number {
  const share = Math.min(room.width / LEAST_ROOM.width, room.height / LEAST_ROOM.height);
  return Math.min(MOST, Math.max(LEAST, Math.floor((share * 100) / STEP) * STEP));
}

/** The smallest zoom, in steps, that makes every button large enough for a thumb; never smaller than drawn. */
export function wantedZoom(pxPerMm: number): number {
  const exact = (TARGET_MM * pxPerMm * 100) / TARGET_PX;
  return Math.min(MOST, Math.max(100, Math.ceil(exact / STEP) * STEP));
}

/** What is wanted, as far as the window has room for it. */
export function zoomFor(pxPerMm: number, room: Room): number {
  return Math.min(wantedZoom(pxPerMm), mostZoom(room));
}
