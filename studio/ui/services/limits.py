"""What a service costs, how long it is waited for, and when its terms are read again: folded away, for most never need it."""

import dataclasses

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QWidget

from studio.core.asking import Service
from studio.ui.dialogs.sheets import OpenDay
from studio.ui.theme import GAP, SMALL
from studio.ui.widgets import CalmSpin, button, column, label, row

_YEAR = 365  # days


class _Price(QDoubleSpinBox):
    """What a million tokens cost; 0 where nobody said."""

    def __init__(self, name: str, price: float) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(0.0, 100_000.0)
        self.setDecimals(3)
        self.setValue(price)
        self.setMinimumWidth(84)
        self.lineEdit().setTextMargins(SMALL, 0, SMALL, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Limits(QWidget):
    """The fields, under a link that unfolds them.

    Args:
        service: whose they are.
        may_change: whether they can be changed here.
    """

    def __init__(self, service: Service, may_change: bool) -> None:
        super().__init__()
        self.opener = button("Prices, patience and terms…", self._unfold, "link")
        self.price_in = _Price("Price of a million tokens sent", service.price_in)
        self.price_out = _Price("Price of a million tokens of answers", service.price_out)
        self.currency = QLineEdit(service.currency)
        self.currency.setAccessibleName("Currency")
        self.currency.setMaxLength(3)
        self.currency.setFixedWidth(64)
        self.timeout, self.tries = CalmSpin(), CalmSpin()
        for field, name, most, now in (
            (self.timeout, "Seconds to wait for a word", 3600, round(service.timeout)),
            (self.tries, "How often it is tried", 5, service.tries),
        ):
            field.setAccessibleName(name)
            field.setRange(1, most)
            field.setValue(now)
            field.setMinimumWidth(72)
        self.terms = OpenDay("Read its terms of use again by", "Terms of use", service.terms, _YEAR)
        prices = row(
            label("A million tokens cost, sent", "muted"),
            self.price_in,
            label("answered", "muted"),
            self.price_out,
            self.currency,
            1,
            gap=SMALL,
        )
        waits = row(
            label("Wait for a word", "muted"),
            self.timeout,
            label("seconds, and try", "muted"),
            self.tries,
            label("times", "muted"),
            1,
            gap=SMALL,
        )
        self.inner = QWidget()
        self.inner.setLayout(column(prices, waits, self.terms, gap=SMALL))
        self.inner.setEnabled(may_change)
        self.inner.hide()
        self.setLayout(column(row(self.opener, 1, gap=GAP), self.inner))

    def put_into(self, service: Service) -> Service:
        """The service with what stands here."""
        waited = self.timeout.value()
        return dataclasses.replace(
            service,
            price_in=self.price_in.value(),
            price_out=self.price_out.value(),
            currency=self.currency.text().strip().upper(),
            timeout=service.timeout if waited == round(service.timeout) else float(waited),
            tries=self.tries.value(),
            terms=self.terms.iso,
        )

    def _unfold(self) -> None:
        self.opener.hide()
        self.inner.show()
        self.price_in.setFocus()
