"""How often one address may do something: a bucket a address that fills again by itself.

It is kept in the memory of one process: where several run, each allows as much. It slows down guessing and a
program gone wild; it is no defence against an attack from many addresses at once.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

_MINUTE = 60.0
MOST_ADDRESSES = 10_000
"""So many addresses are remembered; the ones longest unheard of are forgotten first."""


class Rate:
    """So many a minute for each address, and as many at once."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = max(1, a_minute)
        self.clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """For how many seconds an address has to wait; 0 when it needn't."""
        left = self._now(address)
        return 0 if left >= 1 else math.ceil((1 - left) * _MINUTE / self.most)

    def count(self, address: str) -> None:
        """One more from an address."""
        self._left[address] = (max(0.0, self._now(address) - 1), self.clock())
        self._left.move_to_end(address)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)

    def _now(self, address: str) -> float:
        left, at = self._left.get(address, (float(self.most), 0.0))
        return min(float(self.most), left + (self.clock() - at) * self.most / _MINUTE)
