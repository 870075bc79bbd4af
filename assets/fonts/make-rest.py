"""Makes noto-sans-sc-rest.woff2: the hanzi that the bundled slices of Noto Sans SC do not hold.

Run it from the project's root, after `npm ci`, with the Python packages fonttools and brotli:

    python3 assets/fonts/make-rest.py NotoSansCJK-Regular.ttc
"""

import glob
import re
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

SLICES = "node_modules/@fontsource-variable/noto-sans-sc"
RESULT = "assets/fonts/noto-sans-sc-rest.woff2"
# Noto Sans CJK SC is the third face of the collection.
FACE = 2
HAN = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]


def held_by_slices():
    """What a browser can show from the slices: in a slice's glyphs and in its unicode-range."""
    glyphs = set()
    for path in glob.glob(f"{SLICES}/files/*wght-normal.woff2"):
        glyphs |= set(TTFont(path, lazy=True).getBestCmap())
    ranges = set()
    with open(f"{SLICES}/index.css", encoding="utf-8") as css:
        for first, last in re.findall(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?", css.read()):
            ranges |= set(range(int(first, 16), int(last or first, 16) + 1))
    return glyphs & ranges


def main(source):
    font = TTFont(source, fontNumber=FACE)
    held = held_by_slices()
    if not held:
        sys.exit("The slices are not installed: run npm ci first.")
    missing = [
        code
        for code in font.getBestCmap()
        if code not in held and any(first <= code <= last for first, last in HAN)
    ]
    options = subset.Options(flavor="woff2", hinting=False, layout_features=[], name_IDs=[0, 1, 2, 13, 14])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=missing)
    subsetter.subset(font)
    subset.save_font(font, RESULT, options)
    print(f"{len(missing)} hanzi in {RESULT}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
