"""How sure one can be of a share, or of two: Wilson and Newcombe. No long imports."""

from math import sqrt
from statistics import NormalDist

Interval = tuple[float, float]


def wilson(x: float, n: float, level: float = 0.95) -> Interval:
    """Return Wilson's score interval for the share x of n, within 0–1.

    Source: Wilson 1927; method 3 of Newcombe, Statistics in Medicine 1998;17:857. `x` and `n` may be
    effective, not whole, numbers. Raises ValueError unless 0 ≤ x ≤ n and n > 0.
    """
    if not (n > 0 and 0 <= x <= n):
        raise ValueError(f"need 0 <= x <= n and n > 0, got {x} of {n}")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = x / n
    middle = share + z**2 / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    below = 1 + z**2 / n
    return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)


def newcombe(x1: float, n1: float, x2: float, n2: float, level: float = 0.95) -> Interval:
    """Return Newcombe's interval for the difference of two independent shares, x1/n1 − x2/n2.

    Source: method 10 (square-and-add of two Wilson intervals), Newcombe, Statistics in Medicine 1998;17:873.
    Never outside −1…1 and right for small samples and for shares of 0 and 1. Errors as for `wilson`.
    """
    low1, high1 = wilson(x1, n1, level)
    low2, high2 = wilson(x2, n2, level)
    share1, share2 = x1 / n1, x2 / n2
    difference = share1 - share2
    low = difference - sqrt((share1 - low1) ** 2 + (high2 - share2) ** 2)
    high = difference + sqrt((high1 - share1) ** 2 + (share2 - low2) ** 2)
    return low, high
