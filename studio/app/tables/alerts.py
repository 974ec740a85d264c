"""`[alerts]`: from when on a figure stands out."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from studio.app.tables.numbers import Number, Share


class AlertsEntry(BaseModel):
    """The `[alerts]` table: from when on a figure, or an approval, is worth a look; see `alerts`."""

    REMEDY: ClassVar[str] = "Write whole numbers, such as rise_percent = 50."

    model_config = ConfigDict(extra="forbid", frozen=True)

    rise_percent: Number = 50
    rise_points: Number = 15
    least_pieces: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = 3
    words_per_minute: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = 600
    ai_share_percent: Share = 95
    least_words: Number = 50
    look_back_days: Annotated[int, Field(strict=True, ge=1, le=36_500)] = 30
