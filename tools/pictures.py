"""Pictures that a clone carries: few colours, small files."""

from pathlib import Path

from PIL import Image

from tools.omni import paths

_COLOURS = 200  # of flat screens nobody sees the difference


def shrink(file: Path) -> None:
    with Image.open(file) as picture:
        whole = picture.convert("RGB")
    # Without the rounds of kmeans what is bright and small loses its colour.
    small = whole.quantize(_COLOURS, kmeans=2, dither=Image.Dither.NONE)
    small.save(file, optimize=True)
    size = file.stat().st_size // 1024
    print(f"{file.relative_to(paths.ROOT)}  {size} kB", flush=True)
