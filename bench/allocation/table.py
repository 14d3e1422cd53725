"""The table of the engine's figures: a rival's time over ours says more than its inverse."""

from bench.measure import Row


def show(rows: list[Row]) -> None:
    """Print ours, the rival's or the promise, and how many times smaller ours is."""
    width = max((len(row.name) for row in rows), default=0)
    print(f"\n{'':<{width}}  {'ours':>10}  {'rival':>10}  {'unit':<4} {'times':>8}  {'bar':>6}")
    for row in rows:
        times = row.rival / row.ours if row.ours else float("inf")
        print(
            f"{row.name:<{width}}  {row.ours:10.4f}  {row.rival:10.3f}  {row.unit:<4} "
            f"{times:8.1f}  {1 / row.bar:6.2f}  {'holds' if row.holds else 'DOES NOT HOLD'}"
        )
