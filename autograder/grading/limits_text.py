"""How long a submission may take in all."""

# A whole submission may use so many times what one cell may use.
FACTOR = 12
