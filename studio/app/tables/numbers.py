"""What a number in `policy.toml` may be."""

from typing import Annotated

from pydantic import Field

Number = Annotated[int, Field(strict=True, ge=0)]
Share = Annotated[int, Field(strict=True, ge=0, le=100)]
"""Per cent."""
