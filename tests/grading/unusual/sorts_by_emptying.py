# unusual: empties the list through a heap and fills it again
# assignment: hw
# exercise: sort_in_place
import heapq


def sort_in_place(values):
    heap = []
    while values:
        heapq.heappush(heap, values.pop())
    while heap:
        values += [heapq.heappop(heap)]
