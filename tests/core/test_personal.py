"""What is told to be personal by how it is built, and what only looks so."""

import pytest

from studio.core.personal import Kind, is_the_houses, named_in, personal_in


def _found(text: str, region: str = "GB") -> list[tuple[Kind, str]]:
    return [(each.kind, text[each.start : each.end]) for each in personal_in(text, region)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The form shows 1234567FA in the corner.", "1234567FA"),
        ("Her DNI is 54362315K.", "54362315K"),
        ("He sent 2 95 10 99 126 111 93 by post.", "2 95 10 99 126 111 93"),
        ("You wrote 36574261809 (Steuer-ID).", "36574261809"),
        ("The card reads 2341 2341 2346.", "2341 2341 2346"),
        ("Her codice fiscale is RCCMNL83S18D969H.", "RCCMNL83S18D969H"),
        ("His PESEL is 44051401359.", "44051401359"),
        ("His CPF, 390.533.447-05, is on file.", "390.533.447-05"),
    ],
)
def test_a_number_by_which_a_state_knows_somebody_is_found_by_its_form_or_its_name(text, number):
    assert (Kind.ID, number) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Order 44051401359 has left.",
        "Part no. 54362315K is back.",
        "Batch 36574261809 was recalled.",
        "ISBN 978 3 16 148410 0 costs £12.",
        "Section 75 of the Consumer Credit Act 1974 helps.",
    ],
)
def test_a_number_of_a_thing_is_nobodys(text):
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "It goes to 2207 Sycamore Ridge Dr, Apt 4B\nChattanooga, TN 37421 today.",
            "2207 Sycamore Ridge Dr, Apt 4B\nChattanooga, TN 37421",
        ),
        ("Her label says 14 bis, rue des Martyrs, 75009 Paris.", "14 bis, rue des Martyrs, 75009 Paris"),
        ("He is at Calle Mayor 31, 2º izda., 48003 Bilbao.", "Calle Mayor 31, 2º izda., 48003 Bilbao"),
        ("Please use Am Alten Markt 7, D-50667 Köln.", "Am Alten Markt 7, D-50667 Köln"),
        ("Mailing address: PO Box 1147, Hood River, OR 97031", "PO Box 1147, Hood River, OR 97031"),
        ("He lives at Wren Cottage, Back Lane, Wetheral, Carlisle.", "Wren Cottage, Back Lane, Wetheral, Carlisle"),
        ("Send it to No. 27, 4th Cross, Malleshwaram, Bengaluru 560003.", "No. 27, 4th Cross, Malleshwaram, Bengaluru 560003"),
    ],
)
def test_a_postal_address_is_found_whole_as_its_country_writes_it(text, address):
    assert (Kind.ADDRESS, address) in _found(text)


@pytest.mark.parametrize("number", ["06 39 98 41 27", "98450 11278", "+49 40 66969 123", "0171 3920 174"])
def test_a_telephone_number_is_found_as_its_country_writes_it(number):
    assert (Kind.PHONE, number) in _found(f"She answers on {number} at night.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Caller: Jarrah Pemberton, 0491 570 737", "Jarrah Pemberton"),
        ("Your neighbour, Donncha Ó Briain, is on 087 412 3390.", "Donncha Ó Briain"),
        ("My husband Teddy is at 07700 900 121.", "Teddy"),
        ("We made it out to Nekane Iturralde Zabala, DNI 54362315K.", "Nekane Iturralde Zabala"),
    ],
)
def test_a_name_on_no_list_is_found_where_it_leads_to_its_bearer(text, name):
    assert (Kind.PERSON, name) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Book ahead at groups@mill.example or on 01422 496 010.",
        "For a stall write to stalls@ropewalk.example, or telephone 01984 496 031.",
        "Class meets at 1390 Eckles Avenue, Room 105.",
        "We are Tillett Brothers Ltd (company number 04417722), 3 Saddlers Yard, Ludlow SY8 1AX.",
    ],
)
def test_what_a_house_tells_everybody_is_let_stand(text):
    assert _found(text) == []


def test_somebodys_own_words_are_not_the_houses():
    assert (Kind.ADDRESS, "12 Mill Lane, Hexham NE46 1AA") in _found(
        "“It’s me. We’re at 12 Mill Lane, Hexham NE46 1AA, by the mill.”"
    )


@pytest.mark.parametrize(
    ("text", "kind", "datum"),
    [
        ("Call her after six; she can be called on 963 555 218.", Kind.PHONE, "963 555 218"),
        ("The translator is at 06 1255 0187 most days.", Kind.PHONE, "06 1255 0187"),
        ("Send it to Oudegracht 318-2, 3511 PK Utrecht.", Kind.ADDRESS, "Oudegracht 318-2, 3511 PK Utrecht"),
        ("She moved to Via dei Gelsomini 8, int. 5, 10138 Torino.", Kind.ADDRESS, "Via dei Gelsomini 8, int. 5, 10138 Torino"),
        ("He is at Rue de la Loi 16 bte 4, 1000 Bruxelles now.", Kind.ADDRESS, "Rue de la Loi 16 bte 4, 1000 Bruxelles"),
        ("Write to her at PO Box 88, Ludlow SY8 1AA.", Kind.ADDRESS, "PO Box 88, Ludlow SY8 1AA"),
        ("Her passport, AAF418207, runs out in March.", Kind.PASSPORT, "AAF418207"),
        ("He sent a passport instead, number 548210937.", Kind.PASSPORT, "548210937"),
        ("It showed a lady’s NHS number (610 294 7835).", Kind.HEALTH, "610 294 7835"),
        ("Agent: What’s a good number for you?\nCustomer: that’s 4105550128", Kind.PHONE, "4105550128"),
        ("Loyalty card: member no. 7702 118 640.", Kind.NUMBER, "7702 118 640"),
        ("His page is linkedin.com/in/mick-brannigan-4573.", Kind.LINK, "linkedin.com/in/mick-brannigan-4573"),
    ],
)
def test_what_other_countries_write_and_what_only_the_sentence_names_is_found(text, kind, datum):
    assert (kind, datum) in _found(text)


def test_an_account_is_one_account_though_its_end_would_pass_for_a_card():
    assert _found("Please use DE44 5001 0517 5407 3249 31 BIC INGDDEFF.") == [(Kind.IBAN, "DE44 5001 0517 5407 3249 31")]


@pytest.mark.parametrize(
    "text",
    [
        "Payroll, Driftwood Cafes Pty Ltd, ABN 53 004 085 616",
        "Agent: Which version do you have?\nCustomer: 14.2.0.118 on the laptop",
        "Customer: SN 6R21-0047-9918",
        "Tax Office, PO Box 12, Leeds LS1 1AA. Send forms there.",
        "Ask Paris Fashion Week at paris@pfw.example.",
        "Customer: error 0x80070057 and then it stops",
        "A Visa Debit (order 4471) was refused; write to her at ana@example.org",
    ],
)
def test_a_number_of_a_thing_or_a_program_is_let_stand(text):
    assert [each for each in _found(text) if each[0] is not Kind.EMAIL] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Your gallerist, Ettore Malaspina, kindly gave me his number in case, +39 011 555 8340.", "Ettore Malaspina"),
        ("Zephyrin Quarrelton, who was out when we came, left us his landline, 01584 872 913.", "Zephyrin Quarrelton"),
        ("Mick Brannigan: his profile is linkedin.com/in/mick-brannigan-4573", "Mick Brannigan"),
    ],
)
def test_a_name_is_found_though_a_clause_or_only_a_profile_stands_beside_it(text, name):
    assert (Kind.PERSON, name) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our account is with the Cumberland: sort code 16-52-21, account 20471886.",
        "Happy reading, All of us at Corbel Books, 27 Market Place, Hexham NE46 3PB",
        "Kind regards, Hedgerow & Hill Walking Holidays, 0113 496 0288",
        "The clubhouse line is still 01632 960 101 and the bar opens at 4.",
        "The Madrid office has moved to Calle de Alcalá 96, and its number stays the same, 91 555 01 00.",
        "The dent costs £612 at Border Bodyworks, 01228 496 077.",
        "If anything else is on your mind, reply to this email or ring me on 01632 960142.",
    ],
)
def test_a_house_is_not_taken_for_a_person_nor_its_own_account_for_a_customers(text):
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Please refund her to sort code 16-52-21, account 20471886.",
        "Your account, sort code 16-52-21 and account 20471886, was refused by our bank.",
    ],
)
def test_a_customers_account_is_theirs_though_the_house_speaks(text):
    assert any(kind is Kind.ACCOUNT for kind, _ in _found(text))


def _houses(text: str, row: str | None = None) -> list[bool]:
    people = list(named_in(text))
    return [is_the_houses(text, each, people, row) for each in personal_in(text, "GB") if each.kind is not Kind.PERSON]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("For trade orders the number that answers is 01539 496 014.", None),
        ("Headquarters: 900 Lakeside Ave, Cleveland, OH 44114.", None),
        ("Cardiff. Siop Dewi, 21 Royal Arcade, CF10 1AE. 029 2018 0070. Closed Mondays.", None),
        ("Hyde Park Provisions, 1440 E. 57th Street, Chicago, IL 60637. (773) 555-0119.", None),
        ("The Old Silk Mill, Saxonvale, Frome BA11 1PT. No dress code.", None),
        ("Tillett Brothers Ltd. Line: 01984 496 031", None),
        ("Telephone: 01984 496 031", None),
        ("Reach: 01984 496 031", "Eden Apple Society"),
    ],
)
def test_a_page_says_what_is_the_houses(text, row):
    assert all(_houses(text, row))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("We have hidden the comment with 971.555.0164.", None),
        ("A retired lineman in Duluth put 218 555 0139 on the slip.", None),
        ("Theodora Blankenship of Salem: 22 Mill Street, Salem, OR 97301.", None),
        ("Telephone: 07700 900 255", None),
        ("She lives at 61 Tollgate Rise, Ludlow SY8 1QF. We open at 10.", None),
        ("Reach: 2 Low Fold Cottages, Melmerby, Penrith CA10 1HF", "Wilf Postlethwaite-Jones"),
        ("Reach: 2 Low Fold Cottages, Melmerby, Penrith CA10 1HF", "4"),
    ],
)
def test_what_a_page_does_not_call_the_houses_is_somebodys(text, row):
    assert _houses(text, row)
    assert not any(_houses(text, row))
