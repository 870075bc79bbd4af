// The GS1 application identifiers: how long the data of each is and what it is made of. Data only; reads no code.
// Source: the facts of GS1's "Application Identifier Syntax Dictionary" (gs1/gs1-syntax-dictionary), in a form of our own.

export interface ElementKind {
  ai: string;
  /** Of a length that was laid down for ever, so that no FNC1 follows. */
  isFixed: boolean;
  isNumeric: boolean;
  least: number;
  most: number;
  /** How many digits from the first on end with a mod-10 check digit; 0 where none does. */
  checked: number;
  /** A date YYMMDD, whose day may be 00. */
  isDate: boolean;
}

/**
 * One row for each identifier or run of them: `*` for a fixed length; `n` digits or `x` characters, their number or
 * `least-most`; `/13` for digits up to a check digit; `date`.
 */
const TABLE = `
00 *n18/18      01-03 *n14/14   10 x1-20        11-13 *date     15-17 *date
20 *n2          21 x1-20        22 x1-20        235 x1-28       240-241 x1-30   242 n1-6
243 x1-20       250-251 x1-30   253 x13-30/13   254 x1-20       255 n13-25/13   30 n1-8
3100-3105 *n6   3110-3115 *n6   3120-3125 *n6   3130-3135 *n6   3140-3145 *n6   3150-3155 *n6
3160-3165 *n6   3200-3205 *n6   3210-3215 *n6   3220-3225 *n6   3230-3235 *n6   3240-3245 *n6
3250-3255 *n6   3260-3265 *n6   3270-3275 *n6   3280-3285 *n6   3290-3295 *n6   3300-3305 *n6
3310-3315 *n6   3320-3325 *n6   3330-3335 *n6   3340-3345 *n6   3350-3355 *n6   3360-3365 *n6
3370-3375 *n6   3400-3405 *n6   3410-3415 *n6   3420-3425 *n6   3430-3435 *n6   3440-3445 *n6
3450-3455 *n6   3460-3465 *n6   3470-3475 *n6   3480-3485 *n6   3490-3495 *n6   3500-3505 *n6
3510-3515 *n6   3520-3525 *n6   3530-3535 *n6   3540-3545 *n6   3550-3555 *n6   3560-3565 *n6
3570-3575 *n6   3600-3605 *n6   3610-3615 *n6   3620-3625 *n6   3630-3635 *n6   3640-3645 *n6
3650-3655 *n6   3660-3665 *n6   3670-3675 *n6   3680-3685 *n6   3690-3695 *n6   37 n1-8
3900-3909 n1-15 3910-3919 n4-18 3920-3929 n1-15 3930-3939 n4-18 3940-3943 n4    3950-3955 n6
400 x1-30       401 x1-30       402 n17/17      403 x1-30       410-417 *n13/13 420 x1-20
421 x4-12       422 n3          423 n3-15       424 n3          425 n3-15       426 n3
427 x1-3        4300-4301 x1-35 4302-4306 x1-70 4307 x2         4308 x1-30      4309 n20
4310-4311 x1-35 4312-4316 x1-70 4317 x2         4318 x1-20      4319 x1-30      4320 x1-35
4321-4323 n1    4324-4325 n10   4326 n6         4330-4333 x6-7  7001 n13        7002 x1-30
7003 n10        7004 n1-4       7005 x1-12      7006 n6         7007 n6-12      7008 x1-3
7009 x1-10      7010 x1-2       7011 n6-10      7020-7022 x1-20 7023 x1-30      7030-7039 x4-30
7040 x4         7041 x1-4       710-717 x1-20   7230-7239 x3-30 7240 x1-20      7241 n2         7242 x1-25
7250 n8         7251 n12        7252 n1         7253-7254 x1-40 7255 x1-10      7256 x1-90
7257 x1-70      7258 x3         7259 x1-40
8001 n14        8002 x1-20      8003 x14-30     8004 x1-30      8005 n6         8006 n18/14
8007 x1-34      8008 n8-12      8009 x1-50      8010 x1-30      8011 n1-12      8012 x1-20
8013-8014 x1-25 8017-8018 n18/18 8019 n1-10     8020 x1-25      8026 n18/14     8030 x1-90
8040-8041 n15   8042 n32        8043 n18-20
8110 x1-70      8111 n4         8112 x1-70      8200 x1-70      90 x1-30        91-99 x1-90
`;

const ROW = /^(\*?)(date|[nx])(\d+)?(?:-(\d+))?(?:\/(\d+))?$/;

function kindOf(ai: string, row: string): ElementKind {
  const [, star = '', form = '', least = '6', most = least, checked = '0'] = ROW.exec(row) ?? [];
  return {
    ai,
    isFixed: star === '*',
    isNumeric: form !== 'x',
    least: Number(least),
    most: Number(most),
    checked: Number(checked),
    isDate: form === 'date',
  };
}

function readTable(): ReadonlyMap<string, ElementKind> {
  const kinds = new Map<string, ElementKind>();
  const words = TABLE.trim().split(/\s+/);
  for (let at = 0; at < words.length; at += 2) {
    const [first = '', last = first] = (words[at] ?? '').split('-');
    for (let number = Number(first); number <= Number(last); number += 1) {
      const ai = String(number).padStart(first.length, '0');
      kinds.set(ai, kindOf(ai, words[at + 1] ?? ''));
    }
  }
  return kinds;
}

/** By the identifier's digits; none of them is the beginning of another. */
export const elementKinds = readTable();
