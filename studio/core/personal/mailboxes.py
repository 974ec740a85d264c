"""Mailboxes of somebody, told from those of a business and from examples."""

_EXAMPLES_WORDS = """
    you your yourname your.name name firstname.lastname first.last user username someone example email test me.you
"""
_EXAMPLES = frozenset(_EXAMPLES_WORDS.split())
_DESKS_WORDS = """
    info hello hi hey support sales contact press office bookings booking book orders order help helpdesk team noreply
    no-reply donotreply enquiries enquiry inquiries accounts billing invoices jobs careers hr admin privacy unsubscribe
    service customerservice customercare care feedback reception reservations returns shop studio events media marketing
    news newsletter mail post webmaster postmaster hallo legal partners wholesale community members dpo subscriptions trade
    workshops workshop classes tickets hire lets lettings rentals repairs appointments surgery clinic stay rooms visit tours
    farm garden museum library school gallery box-office boxoffice memberships donations volunteer volunteering recruitment
    training courses education web it data dataprotection safeguarding complaints claims quotes estimates dispatch
    deliveries delivery warehouse stock buying suppliers finance payroll security secretary treasurer chair committee
    kitchen bar cafe online
"""
_DESKS = frozenset(_DESKS_WORDS.split())
"""Mailboxes of a business, which are nobody's in particular."""
_PUBLIC_WORDS = """
    gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com yahoo.com yahoo.co.uk icloud.com me.com aol.com
    btinternet.com proton.me protonmail.com gmx.de gmx.net web.de mail.com bigpond.com sky.com
"""
PUBLIC = frozenset(_PUBLIC_WORDS.split())
"""Where anybody may have a mailbox, so that it says nothing of whose it is."""


def is_somebodys(text: str) -> bool:
    local = text.partition("@")[0].casefold()
    return local not in _EXAMPLES and local not in _DESKS
