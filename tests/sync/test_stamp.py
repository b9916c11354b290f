"""Stamps sort as time went, whatever the clocks say."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.record import new_id
from app.sync.stamp import Clock, device_tag, is_stamp, milliseconds, tag_of

MOMENTS = st.integers(0, 2**47)


@given(st.lists(MOMENTS, min_size=2, max_size=30))
def test_a_clock_never_tells_the_same_or_an_earlier_moment(nows: list[int]) -> None:
    clock, tag, made = Clock(), tag_of(new_id()), []
    for now in nows:
        clock = clock.tick(now)
        made.append(clock.stamp(tag))
    assert made == sorted(set(made))
    assert all(is_stamp(each) and device_tag(each) == tag for each in made)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_what_is_done_after_a_stamp_was_seen_is_later_than_it(
    theirs: int, ours: int, now: int
) -> None:
    seen = Clock().tick(theirs).stamp("f" * 12)
    clock = Clock().tick(ours).seen(seen)
    assert clock.tick(now).stamp("0" * 12) > seen


def test_a_counter_that_is_full_moves_the_time_on() -> None:
    clock = Clock(10, 16**4 - 1)
    assert clock.tick(10) == Clock(11, 0)


def test_a_stamp_tells_its_time() -> None:
    assert milliseconds(Clock().tick(1_764_000_000_000).stamp("a" * 12)) == 1_764_000_000_000
