"""Plain data carries every value there and back."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnn_core.codec import DTYPES, decode, encode
from rnn_core.records import LSTMCellCache

arrays = st.sampled_from(DTYPES).flatmap(
    lambda dtype: hnp.arrays(np.dtype(dtype), hnp.array_shapes(min_dims=0, min_side=0))
)


@given(arrays)
def test_an_array_comes_back_bit_for_bit(array):
    back = decode(json.loads(json.dumps(encode(array))))
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    np.testing.assert_array_equal(back, array)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.lists(inner).map(tuple)
            | st.dictionaries(st.text(), inner)
        ),
        max_leaves=10,
    )
)
def test_plain_values_come_back_as_they_were(value):
    back = decode(json.loads(json.dumps(encode(value))))
    assert back == value
    assert type(back) is type(value)


def test_a_record_comes_back_as_a_record():
    cache = LSTMCellCache(*(np.ones((1, k + 1)) for k in range(10)))
    back = decode(encode(cache))
    assert type(back) is LSTMCellCache
    np.testing.assert_array_equal(back.o_t, cache.o_t)


def test_digits_shorten_numbers():
    assert encode(1 / 3, digits=3) == 0.333


@pytest.mark.parametrize("value", [object(), 1j, np.ones(2, dtype=complex), {1, 2}])
def test_anything_else_is_refused_by_name(value):
    with pytest.raises(TypeError, match="cannot encode"):
        encode(value)
