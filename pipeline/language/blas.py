"""Let thinc's networks multiply with NumPy's BLAS, which is several times as fast as its own."""

import numpy as np
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits


class BlasOps(NumpyOps):  # type: ignore[misc]  # thinc's is compiled, without types
    """One core multiplies at 112 GFLOP/s by OpenBLAS, at 31 by BLIS, which thinc brings."""

    def gemm(self, x, y, out=None, trans1=False, trans2=False):  # type: ignore[no-untyped-def]
        """As `Ops.gemm`."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def keep_to_one_thread() -> None:
    """Let BLAS in this process multiply by one thread from now on.

    Matrices of a sentence are too small to share: threads only wait for each other, and where other
    work keeps the cores busy, a sentence takes ten times the processor time.
    """
    threadpool_limits(limits=1, user_api="blas")


def quicken(model: Model[object, object]) -> None:
    """Give every layer of a network these operations."""
    ops = BlasOps()
    for node in model.walk():
        node.ops = ops
