"""What the chapter's pages print of the stored results, as text under short names."""

import numpy as np

from autograder.experiment import stored


def percent(share):
    """Write a share as whole percent."""
    return f"{100 * share:.0f}"


def xor():
    """Summarise the costs of a triple's three bits."""
    costs = np.array([numbers["cost"] for numbers in stored("rnn", "temporal_xor")])
    third = costs[:, 2]
    return {
        "xor_runs": len(costs),
        "xor_low": f"{third.min():.3f}",
        "xor_high": f"{third.max():.3f}",
        "xor_others": f"{costs[:, :2].min():.2f}",
    }


def stories():
    """Summarise what the character models wrote."""
    runs = stored("rnn", "stories")
    said = {"runs": len(runs)}
    for key in ("words", "pronoun", "thing"):
        shares = sorted(numbers[key] for numbers in runs)
        said[f"{key}_low"], said[f"{key}_high"] = map(percent, (shares[0], shares[-1]))
        said[f"{key}_mid"] = percent(np.median(shares))
    # guessing gives 50 and 25 %; a run that knows is far above
    said["knows_pronoun"] = sum(numbers["pronoun"] > 0.8 for numbers in runs)
    said["knows_thing"] = sum(numbers["thing"] > 0.6 for numbers in runs)
    return said
