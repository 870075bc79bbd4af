// qr-image ships no types; this is the part of it that printer/qr.ts uses.
declare module 'qr-image' {
  const qrImage: {
    /** The modules row by row, 1 for a dark one, without the quiet zone. */
    matrix(text: string, level: 'L' | 'M' | 'Q' | 'H'): (0 | 1)[][];
  };
  export default qrImage;
}
