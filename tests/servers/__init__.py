"""Real servers, each with a port and a folder of its own, for faults and for benches.

Nothing here touches a server that was running before.
"""
