"""Small pictures of two coloured things, and a grammar of captions for them.

A picture is 14 by 14 pixels with three colour channels, painted by rule. A caption
names one thing, where it is, and the other thing: "a small red circle left of a big
blue square". Who describes may begin with either thing, so a picture has two captions.
"""

import itertools
from typing import NamedTuple

import numpy as np

from rnn_core.data.batch import check_count, check_rng

SIDE = 14
"""Height and width of a picture, in pixels."""
TINTS = {
    "red": (1.0, 0.1, 0.1),
    "green": (0.1, 0.8, 0.2),
    "blue": (0.15, 0.3, 1.0),
    "yellow": (1.0, 0.9, 0.1),
}
SIZES = {"small": 4, "big": 6}
SHAPES = ("circle", "square", "triangle")
TURNED = {"left of": "right of", "above": "below"}
CAPTION_WORDS = (
    "<EOS>",
    "a",
    *SIZES,
    *TINTS,
    *SHAPES,
    "left",
    "right",
    "of",
    "above",
    "below",
)
CAPTION_STEPS = 11
"""Words of the longest caption, its end included."""
HALF = SIDE // 2
NOISE = 0.08  # standard deviation of what is added to every pixel


class Thing(NamedTuple):
    """One coloured shape."""

    size: str
    colour: str
    shape: str


class Scene(NamedTuple):
    """Two things; `first` stands left of or above the other."""

    first: Thing
    relation: str
    second: Thing


class PictureBatch(NamedTuple):
    """Pictures with captions, as a captioner trains on them.

    ``pictures`` is (N, 588), one row of pixel values for each picture. ``x`` is
    (T, N, V): the word *before* each step, nothing (zeros) at the first. ``targets``
    is (T, N): the word of each step. ``mask`` is (T, N), True up to <EOS>.
    """

    pictures: np.ndarray
    x: np.ndarray
    targets: np.ndarray
    mask: np.ndarray
    scenes: list


def all_scenes():
    """List every scene there is.

    Returns
    -------
    list of Scene
        1152 of them, always in the same order.
    """
    things = [Thing(*parts) for parts in itertools.product(SIZES, TINTS, SHAPES)]
    return [Scene(*parts) for parts in itertools.product(things, TURNED, things)]


def paint_scene(rng, scene):
    """Paint one scene, each thing somewhere in its half of the picture.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where places and the noise come from.
    scene : Scene
        What to paint.

    Returns
    -------
    ndarray of shape (14, 14, 3)
        Red, green and blue of each pixel, about 0 to 1.

    Examples
    --------
    >>> scene = all_scenes()[0]
    >>> paint_scene(np.random.default_rng(0), scene).shape
    (14, 14, 3)
    """
    picture = check_rng(rng).normal(0.0, NOISE, (SIDE, SIDE, 3))
    for k, thing in enumerate((scene.first, scene.second)):
        size = SIZES[thing.size]
        along = k * HALF + rng.integers(HALF - size + 1)
        beside = (SIDE - size) // 2 + rng.integers(-1, 2)
        top, left = (beside, along) if scene.relation == "left of" else (along, beside)
        part = picture[top : top + size, left : left + size]
        part += _shape_of(thing.shape, size)[:, :, None] * TINTS[thing.colour]
    return picture


def _shape_of(shape, size):
    """Return a (size, size) array, 1 where the shape is."""
    place = np.arange(size) - (size - 1) / 2
    if shape == "circle":
        return (place[:, None] ** 2 + place**2 <= (size / 2) ** 2).astype(float)
    if shape == "triangle":
        half = (np.arange(size)[:, None] + 1) / 2
        return (abs(place) < half).astype(float)
    return np.ones((size, size))


def describe_scene(scene, turned=False):
    """Describe a scene in words.

    Parameters
    ----------
    scene : Scene
        What to describe.
    turned : bool
        Whether to begin with the second thing.

    Returns
    -------
    list of str
        The words, without <EOS>.

    Examples
    --------
    >>> dot, box = Thing("small", "red", "circle"), Thing("big", "blue", "square")
    >>> " ".join(describe_scene(Scene(dot, "above", box), turned=True))
    'a big blue square below a small red circle'
    """
    relation = TURNED[scene.relation] if turned else scene.relation
    things = (scene.second, scene.first) if turned else (scene.first, scene.second)
    return ["a", *things[0], *relation.split(), "a", *things[1]]


def read_caption(words):
    """Return the scene that a caption describes.

    Parameters
    ----------
    words : sequence of str
        The words, without <EOS>.

    Returns
    -------
    Scene or None
        None where the words are no caption.

    Examples
    --------
    >>> read_caption("a big blue square right of a small red circle".split()).first
    Thing(size='small', colour='red', shape='circle')
    >>> read_caption("a red red circle above".split()) is None
    True
    """
    text = " ".join(words)
    for straight, relation in itertools.product((True, False), TURNED):
        between = f" {relation if straight else TURNED[relation]} "
        if text.count(between) == 1:
            sides = [_read_thing(part) for part in text.split(between)]
            if None in sides:
                return None
            first, second = sides if straight else reversed(sides)
            return Scene(first, relation, second)
    return None


def _read_thing(text):
    words = text.split()
    kinds = ("a",), SIZES, TINTS, SHAPES
    if len(words) != 4:
        return None
    fits = all(word in kind for word, kind in zip(words, kinds, strict=True))
    return Thing(*words[1:]) if fits else None


def picture_batch(rng, scenes, size):
    """Draw scenes, paint them and describe each, beginning with either thing.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where scenes, places, noise and the order of the things come from.
    scenes : sequence of Scene
        What to draw from.
    size : int
        Number N of pictures.

    Returns
    -------
    PictureBatch
        Its pixel values are float32.

    Examples
    --------
    >>> batch = picture_batch(np.random.default_rng(0), all_scenes(), 3)
    >>> batch.pictures.shape, batch.x.shape, batch.targets.shape
    ((3, 588), (11, 3, 16), (11, 3))
    """
    check_rng(rng)
    drawn = [
        scenes[k] for k in rng.integers(len(scenes), size=check_count("size", size))
    ]
    painted = np.stack([paint_scene(rng, scene).ravel() for scene in drawn])
    captions = [describe_scene(s, rng.random() < 0.5) for s in drawn]
    targets = np.zeros((CAPTION_STEPS, size), dtype=int)  # 0 is <EOS>
    mask = np.zeros((CAPTION_STEPS, size), dtype=bool)
    for n, words in enumerate(captions):
        targets[: len(words), n] = [CAPTION_WORDS.index(word) for word in words]
        mask[: len(words) + 1, n] = True
    said = targets[:-1, :, None] == np.arange(len(CAPTION_WORDS))
    x = np.concatenate([np.zeros_like(said[:1]), said]).astype(np.float32)
    return PictureBatch(painted.astype(np.float32), x, targets, mask, drawn)


def picture_batches(rng, scenes, size):
    """Yield batches of `picture_batch` without end.

    Parameters
    ----------
    rng, scenes, size
        As in `picture_batch`.

    Yields
    ------
    PictureBatch
        A fresh batch each time.
    """
    while True:
        yield picture_batch(rng, scenes, size)
