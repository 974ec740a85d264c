"""The brief's form."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.drafting.form import GrowingField


def test_what_was_typed_before_is_seen_whole_when_the_form_is_opened_again(qtbot):
    page = QWidget()
    page.setLayout(QVBoxLayout())
    field = GrowingField()
    page.layout().addWidget(field)
    field.setPlainText(
        "A teapot in two sizes and four colours, made in Mill Lane by hand. It costs £28, and it keeps warm for fifty minutes."
    )
    page.resize(300, 400)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not field.verticalScrollBar().isVisible() and field.document().size().height() > 2)
    page.resize(200, 400)
    qtbot.waitUntil(lambda: field.document().size().height() > 4 and not field.verticalScrollBar().maximum())
