"""How the machine carries out the ops that leave an outcome: one file each.

``begin(call, op)`` starts it; it either calls ``call.finish(outcome)`` or sets ``call.state["doing"]`` and waits.
``handle(call, op, event)`` then gets every event until it finishes, and returns whether the event was its own.
"""
