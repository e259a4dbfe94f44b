"""Grading on more machines than one, through Dask.

`pool.ClusterPool` runs with the writer and hands out submissions; `on_worker` is what
Dask calls on a worker; `station` is the process beside a worker that holds the judge
and its sandbox; `travel` turns records into bytes and back. Dask itself is imported in
`connection` and `on_worker` alone, and only when a scheduler is named.
"""
