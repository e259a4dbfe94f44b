"""The words of chapter 3's demos."""

ENGLISH = {
    "powers": {
        "title": "A weight, again and again",
        "plot": "State of a linear unit over the steps, on a logarithmic axis",
        "across": "steps, from 0 to n",
        "last_words": "state after n steps, wⁿ",
        "slope_words": "its derivative with respect to w",
        "unit": "One linear unit that gets a single 1",
        "w": "weight w",
        "n": "steps n",
        "example_1.01": "1.01, 999 steps",
        "example_1": "1, 999 steps",
        "example_0.99": "0.99, 999 steps",
        "example_0.01": "0.01, 999 steps",
        "said": "With w = {w}, after {n} steps a 1 has become {last}. Its derivative "
        "with respect to w is {slope}.",
    },
    "norms-through-time": {
        "title": "Two gradients on their way back",
        "plot": "Length of two gradients and their bound over the steps back, on a "
        "logarithmic axis",
        "across": "steps back, from 0 to 40",
        "sigma": "largest singular value σ₁",
        "radius": "spectral radius",
        "first": "from unit 1",
        "second": "from unit 2",
        "bound": "bound σ₁ᵏ",
        "matrix": "Recurrent matrix",
        "units": "Units",
        "s1": "stretch of unit 1",
        "s2": "stretch of unit 2",
        "turn": "exchange (0 to 1)",
        "h": "state h",
        "settled": "Below 1, so every gradient must vanish.",
        "open": "Not below 1, so the bound does not decide.",
        "said": "The largest singular value is {sigma}, the spectral radius {radius}. "
        "After {T} steps back {first} and {second} are left. {verdict}",
    },
    "descent": {
        "title": "A walk near a cliff",
        "plot": "Map of the loss over weight and bias with lines of equal loss, and "
        "the walk on it",
        "weight": "weight w",
        "bias": "bias b",
        "from": "Start",
        "rule": "Rule",
        "w": "weight w",
        "b": "bias b",
        "rate": "learning rate",
        "threshold": "largest norm",
        "free": "no limit",
        "limit": "Limit the norm",
        "w_short": "Start: w =",
        "b_short": "b =",
        "rate_short": "rate",
        "loss_short": "loss there",
        "loss": "loss after {T} steps",
        "longest": "longest step",
        "lowest": "lowest loss on the way",
        "help": "Lines of equal loss; where they lie on top of each other there is a "
        "cliff. Circle: start. Square: end.",
        "outside": "The walk has left the map.",
        "said": "From w = {w}, b = {b} with rate {rate} and {limit}: after {T} steps "
        "the loss is {loss}; the longest step was {longest}. {outside}",
        "limited": "norms limited to {threshold}",
    },
}
