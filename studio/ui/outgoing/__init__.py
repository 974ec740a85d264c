"""What leaves for an AI service, shown to a person before it does, and the register of what left.

`view` shows texts as they go out, `sheet` asks whether they may. What may not enter: sending, and deciding what is personal.
"""
