"""Captions for generated pictures, against three simpler ways to write them.

The captioner and the template read the same training pictures through the same kind of
feature. The template fills seven blanks of a fixed sentence, each by a classifier of
its own. Where captions may begin with either thing, one blank does not know what the
others say; where they always begin with the left or upper thing, it need not know.
"""

import dataclasses
from collections import Counter

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data.pictures import (
    CAPTION_WORDS,
    SHAPES,
    SIZES,
    TINTS,
    TURNED,
    PictureBatch,
    all_scenes,
    describe_scene,
    picture_batch,
    read_caption,
)
from rnn_core.networks.captions import PIXELS, build_captioner, words_of
from rnn_core.rnn import cross_entropy, output_backward, output_forward
from rnn_core.training import train

STRANGE = {("red", "triangle"), ("blue", "circle")}  # things never seen in training
UNSEEN_SHARE, SPLIT_SEED = 4, 7  # every fourth combination is kept for the test
POOL, BATCH, STEPS, RATE = 20_000, 64, 2000, 0.002
TESTS, TEST_SEED, EXAMPLES = 300, 1000, 8
BLANKS = (
    tuple(SIZES),
    tuple(TINTS),
    SHAPES,
    (*TURNED, *TURNED.values()),
    tuple(SIZES),
    tuple(TINTS),
    SHAPES,
)


def split_scenes():
    """Return the scenes of training, new pairs of known things, and unknown things."""
    plain, strange = [], []
    for scene in all_scenes():
        kinds = {(thing.colour, thing.shape) for thing in (scene.first, scene.second)}
        (strange if kinds & STRANGE else plain).append(scene)
    order = np.random.default_rng(SPLIT_SEED).permutation(len(plain))
    new = {int(k) for k in order[: len(plain) // UNSEEN_SHARE]}
    parts = {
        "known": [scene for k, scene in enumerate(plain) if k not in new],
        "pairs": [plain[k] for k in sorted(new)],
        "things": strange,
    }
    return parts


def draws(rng, pool):
    """Draw batches from a pool of pictures for ever."""
    while True:
        k = rng.integers(len(pool.scenes), size=BATCH)
        scenes = [pool.scenes[n] for n in k]
        columns = (part[:, k] for part in (pool.x, pool.targets, pool.mask))
        yield PictureBatch(pool.pictures[k], *columns, scenes)


def blanks_of(words):
    """Return what stands in the seven blanks of a caption, as numbers."""
    relation = " ".join(words[4:-4])
    filled = *words[1:4], relation, *words[-3:]
    return [kind.index(word) for kind, word in zip(BLANKS, filled, strict=True)]


def words_in(blanks):
    """Return the caption whose blanks are filled so."""
    parts = [kind[k] for kind, k in zip(BLANKS, blanks, strict=True)]
    return ["a", *parts[:3], *parts[3].split(), "a", *parts[4:]]


@dataclasses.dataclass(frozen=True)
class TemplateModel:
    """Two dense layers and a classifier for each of the seven blanks."""

    params: dict

    def with_params(self, params):
        """Return the same model with other parameters."""
        return TemplateModel(params)

    def _of(self, k):
        return self.params[f"W_{k}"], self.params[f"b_{k}"]

    def _read(self, pictures):
        f, caches = pictures, []
        for k in ("pf", "fh"):
            a, cache = output_forward(f, *self._of(k))
            f = np.tanh(a)
            caches.append((f, cache))
        return f, caches

    def write(self, pictures):
        """Fill the blanks, each for itself."""
        h, _ = self._read(pictures)
        filled = [
            output_forward(h, *self._of(k))[0].argmax(axis=-1)
            for k in range(len(BLANKS))
        ]
        return [words_in(column) for column in np.transpose(filled)]

    def loss_and_gradients(self, batch, state=None):
        """Add up the losses of the blanks; all gradients."""
        h, caches = self._read(batch.pictures)
        captions = [blanks_of(words_of(column)) for column in batch.targets.T]
        total, dh, grads = 0.0, 0.0, {}
        for k, targets in enumerate(np.transpose(captions)):
            y, cache = output_forward(h, *self._of(k))
            loss, dy = cross_entropy(y, targets)
            back, grads[f"W_{k}"], grads[f"b_{k}"] = output_backward(dy, cache)
            total, dh = total + loss, dh + back
        for k, (f, cache) in zip(("fh", "pf"), reversed(caches), strict=True):
            da = dh * (1 - f**2)
            dh, grads[f"W_{k}"], grads[f"b_{k}"] = output_backward(da, cache)
        return float(total), grads, None


def build_template(rng, width=128):
    """Make a template model with random weights, as wide as the captioner."""
    sizes = {"pf": (PIXELS, width), "fh": (width, width)}
    sizes |= {k: (width, len(kind)) for k, kind in enumerate(BLANKS)}
    params = {}
    for k, shape in sizes.items():
        weights = rng.normal(0.0, shape[0] ** -0.5, shape)
        params[f"W_{k}"] = weights.astype(np.float32)
        params[f"b_{k}"] = np.zeros(shape[1], np.float32)
    return TemplateModel(params)


def in_order(pool):
    """Return the same pictures; captions begin with the left or the upper thing."""
    targets = np.zeros_like(pool.targets)
    mask = np.zeros_like(pool.mask)
    for n, scene in enumerate(pool.scenes):
        words = describe_scene(scene)
        targets[: len(words), n] = [CAPTION_WORDS.index(word) for word in words]
        mask[: len(words) + 1, n] = True
    before = targets[:-1, :, None] == np.arange(len(CAPTION_WORDS))
    x = np.concatenate([np.zeros_like(before[:1]), before]).astype(np.float32)
    return pool._replace(x=x, targets=targets, mask=mask)


def nearest(pool, pictures):
    """Return the caption of the training picture nearest to each picture."""
    squares = (pool.pictures**2).sum(axis=1)
    found = (squares - 2 * pictures @ pool.pictures.T).argmin(axis=1)
    return [words_of(pool.targets[:, n]) for n in found]


def commonest(pool, pictures):
    """Return the commonest caption of the training for every picture."""
    captions = Counter(tuple(words_of(column)) for column in pool.targets.T)
    return [list(captions.most_common(1)[0][0])] * len(pictures)


def share_true(captions, scenes):
    """Return the share of captions that describe their pictures."""
    pairs = zip(captions, scenes, strict=True)
    return float(np.mean([read_caption(words) == scene for words, scene in pairs]))


def simple(scene):
    """Tell whether two big things stand side by side: few scenes, quickly learned."""
    sizes = {scene.first.size, scene.second.size}
    return sizes == {"big"} and scene.relation == "left of"


def run_captions(seed, reduced=False):
    """Train captioner and template on captions in either order and in a fixed one."""
    rng = np.random.default_rng(seed)
    parts = split_scenes()
    if reduced:
        parts = {name: [s for s in part if simple(s)] for name, part in parts.items()}
    pool = picture_batch(rng, parts["known"], 1000 if reduced else POOL)
    test_rng = np.random.default_rng(TEST_SEED)
    tests = {name: picture_batch(test_rng, s, TESTS) for name, s in parts.items()}

    def measured(write):
        return {
            name: share_true(write(t.pictures), t.scenes) for name, t in tests.items()
        }

    numbers = {
        "commonest": measured(lambda pictures: commonest(pool, pictures)),
        "nearest": measured(lambda pictures: nearest(pool, pictures)),
    }
    steps = 600 if reduced else STEPS
    for order, pictures in (("either", pool), ("fixed", in_order(pool))):
        for arm, build in (
            ("template", build_template),
            ("captioner", build_captioner),
        ):
            model = build(rng)
            batches = draws(rng, pictures)
            model = train(model, batches, steps, RATE, progress=False).model
            numbers[f"{arm}_{order}"] = measured(model.write)
            if (arm, order) == ("captioner", "either"):
                numbers["examples"] = examples(model, tests["pairs"])
    return numbers


def examples(model, batch):
    """Return the captions of the first test pictures, as numbers of words."""
    captions = model.write(batch.pictures[:EXAMPLES])
    return [[CAPTION_WORDS.index(word) for word in words] for words in captions]


def words_that_know_of_each_other_win(runs):
    """Tell whether the captioner wins in free order, and the template needs order."""
    return all(
        numbers["captioner_either"]["known"] > numbers["template_either"]["known"]
        and numbers["template_fixed"]["known"]
        > 1.5 * numbers["template_either"]["known"]
        for numbers in runs
    )


CAPTIONS = Experiment(
    unit="applications",
    name="captions",
    run=run_captions,
    seeds=(0, 1, 2),
    sentence=(
        "Where captions may begin with either thing, words that are fed back describe "
        "more pictures than blanks filled each for itself; where the order is fixed, "
        "these blanks are filled better by far."
    ),
    claim=words_that_know_of_each_other_win,
)
