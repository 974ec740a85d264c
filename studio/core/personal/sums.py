"""The sums by which a number shows what it is."""

from stdnum import iban

_NO_INSURANCE = frozenset({"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"})
_TAX_FILE = (1, 4, 3, 7, 5, 8, 6, 9, 10)


def digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def luhn(text: str) -> bool:
    """The sum of bank cards and Canadian insurance numbers."""
    row = [int(sign) for sign in reversed(digits(text))]
    doubled = (sum(divmod(2 * digit, 10)) for digit in row[1::2])
    return bool(row) and (sum(row[::2]) + sum(doubled)) % 10 == 0


def is_card(text: str) -> bool:
    row = digits(text)
    return 13 <= len(row) <= 19 and row[0] in "23456" and len(set(row)) > 1 and luhn(row)


def is_iban(text: str) -> bool:
    """ISO 7064, mod 97-10, of the length and the letters that the country has."""
    return text.isascii() and iban.is_valid(text, check_country=False)


def is_health(text: str) -> bool:
    """A number of the National Health Service, mod 11."""
    row = digits(text)
    if len(row) != 10 or len(set(row)) == 1:
        return False
    check = 11 - sum(int(sign) * (10 - place) for place, sign in enumerate(row[:9])) % 11
    return check != 10 and check % 11 == int(row[9])


def is_national_insurance(text: str) -> bool:
    """British."""
    plain = "".join(text.split()).upper()
    return plain[:2] not in _NO_INSURANCE


def is_social_security(text: str) -> bool:
    """American; some areas, groups and serials were never given out."""
    row = digits(text)
    if len(row) != 9:
        return False
    return row[:3] not in ("000", "666") and row[0] != "9" and row[3:5] != "00" and row[5:] != "0000"


def is_social_insurance(text: str) -> bool:
    """Canadian."""
    row = digits(text)
    return len(row) == 9 and row[0] not in "08" and luhn(row)


def is_tax_file(text: str) -> bool:
    """Australian, mod 11."""
    row = digits(text)
    if len(row) != 9 or len(set(row)) == 1:
        return False
    return sum(int(sign) * weight for sign, weight in zip(row, _TAX_FILE, strict=True)) % 11 == 0


def is_routing(text: str) -> bool:
    """The number of an American bank."""
    row = [int(sign) for sign in digits(text)]
    return len(row) == 9 and any(row) and sum(digit * (3, 7, 1)[place % 3] for place, digit in enumerate(row)) % 10 == 0


def is_book(text: str) -> bool:
    """ISBN of thirteen digits; some of them pass for cards."""
    row = [int(sign) for sign in digits(text)]
    is_ean = len(row) == 13 and sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(row)) % 10 == 0
    return is_ean and row[:3] in ([9, 7, 8], [9, 7, 9])
