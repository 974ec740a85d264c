"""What a number, and a name, in `policy.toml` may be.

The bounds are far beyond what any house needs. They are there so that no slip of the keyboard leads to a day that no calendar
has, or to a screen full of one name.
"""

from typing import Annotated

from pydantic import Field

Number = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Days = Annotated[int, Field(strict=True, ge=0, le=36_500)]
"""A hundred years at most."""
WORKING_HOURS, WORKING_DAYS = 1_000, 366
"""The most that anybody is given for anything."""
Share = Annotated[int, Field(strict=True, ge=0, le=100)]
"""Per cent."""
LONGEST = 120  # signs
Name = Annotated[str, Field(min_length=1, max_length=LONGEST)]
